import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { processStart, withLock } from './lock.mjs'
import { projectRoot } from './paths.mjs'

const lockModule = pathToFileURL(join(projectRoot, 'scripts', 'lib', 'lock.mjs')).href
let folder
let file

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fermata-lock-'))
  file = join(folder, 'deep', 'thing.lock')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('is held during the action only, also when the action fails', async () => {
  await withLock(file, async () => expect(JSON.parse(readFileSync(file, 'utf8')).pid).toBe(process.pid))
  expect(existsSync(file)).toBe(false)
  await expect(withLock(file, async () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(existsSync(file)).toBe(false)
})

test('takes over the lock of a process that has died', async () => {
  await withLock(file, async () => {})
  const { pid } = spawnSync(process.execPath, ['-e', ''])
  writeFileSync(file, JSON.stringify({ pid, start: processStart(process.pid) }))
  await expect(withLock(file, async () => 'mine')).resolves.toBe('mine')
})

test.runIf(process.platform === 'linux')('takes over a lock whose pid now belongs to another process', async () => {
  await withLock(file, async () => {})
  writeFileSync(file, JSON.stringify({ pid: process.pid, start: '1' }))
  await expect(withLock(file, async () => 'mine')).resolves.toBe('mine')
})

test('takes over the lock of a process that was killed while it held it', async () => {
  const code = `import { withLock } from '${lockModule}'
    await withLock(process.argv[1], async () => { console.log('held'); await new Promise((r) => setTimeout(r, 60000)) })`
  const holder = spawn(process.execPath, ['--input-type=module', '-e', code, file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise((resolve) => holder.stdout.once('data', resolve))
  let waitedFor
  const mine = withLock(file, async () => 'mine', {
    onWait: (pid) => {
      waitedFor = pid
      holder.kill('SIGKILL')
    },
  })
  await expect(mine).resolves.toBe('mine')
  expect(waitedFor).toBe(holder.pid)
})

test('lets many processes in one after the other', async () => {
  const tally = join(folder, 'tally')
  writeFileSync(tally, '0')
  const code = `import { withLock } from '${lockModule}'
    import { readFileSync, writeFileSync } from 'node:fs'
    for (let n = 0; n < 5; n += 1) await withLock(process.argv[1], async () => {
      const seen = Number(readFileSync(process.argv[2], 'utf8'))
      await new Promise((r) => setTimeout(r, 5))
      writeFileSync(process.argv[2], String(seen + 1))
    })`
  const children = Array.from({ length: 4 }, () =>
    spawn(process.execPath, ['--input-type=module', '-e', code, file, tally], { stdio: 'inherit' }),
  )
  await Promise.all(children.map((child) => new Promise((resolve) => child.once('exit', resolve))))
  expect(readFileSync(tally, 'utf8')).toBe('20')
})
