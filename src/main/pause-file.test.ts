import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createPauseFile, deletePauseFile, markOf } from './pause-file'
import { lookAtPauseFile, readFirstLine } from './pause-file-look'
import { buildProgram } from './support/build-program'
import { testFolder } from './support/folders'

const mark = markOf(Date.UTC(2026, 10, 24))

describe('making', () => {
  test('a new file says who and when, and is known by its identity', () => {
    const path = join(testFolder(), 'pause.txt')
    expect(createPauseFile(path, mark)).toEqual({ ok: true, identity: lookAtPauseFile(path)?.identity })
    expect(readFileSync(path, 'utf8')).toBe('Paused by Fermata at 2026-11-24T00:00:00.000Z\n')
  })

  test('a file that is there already is left as it is', () => {
    const path = join(testFolder(), 'pause.txt')
    writeFileSync(path, 'mine')
    expect(createPauseFile(path, mark)).toEqual({ ok: true, identity: null })
    expect(readFileSync(path, 'utf8')).toBe('mine')
  })

  test('nothing is made or written through a link, dangling or not', () => {
    const folder = testFolder()
    const [path, victim] = [join(folder, 'pause.txt'), join(folder, 'victim')]
    symlinkSync(victim, path)
    expect(createPauseFile(path, mark)).toEqual({ ok: true, identity: null })
    expect(existsSync(victim)).toBe(false)
    writeFileSync(victim, 'precious')
    createPauseFile(path, mark)
    expect(readFileSync(victim, 'utf8')).toBe('precious')
    expect(lookAtPauseFile(path)?.kind).toBe('link')
  })

  test.each([
    ['missing/pause.txt', 'ENOENT', 'the folder does not exist'],
    ['file/pause.txt', 'ENOTDIR', 'a part of its path is not a folder'],
    ['loop/pause.txt', 'ELOOP', 'its links lead in a circle'],
    ['x'.repeat(300), 'ENAMETOOLONG', 'the path is too long'],
  ])('%s is refused by the system with %s, said as: %s', (name, code, reason) => {
    const folder = testFolder()
    writeFileSync(join(folder, 'file'), '')
    symlinkSync('loop', join(folder, 'loop'))
    const path = join(folder, name)
    expect(createPauseFile(path, mark)).toEqual({
      ok: false,
      problem: { kind: 'pauseFileNotCreated', path, code, reason },
    })
  })
})

describe('deleting', () => {
  test('removes a file, and is content when there is none', () => {
    const path = join(testFolder(), 'pause.txt')
    writeFileSync(path, '')
    expect(deletePauseFile(path)).toBeNull()
    expect(deletePauseFile(path)).toBeNull()
  })

  test('removes a link, never what it leads to', () => {
    const folder = testFolder()
    const [path, victim] = [join(folder, 'pause.txt'), join(folder, 'victim')]
    writeFileSync(victim, 'precious')
    symlinkSync(victim, path)
    expect(deletePauseFile(path)).toBeNull()
    expect(readFileSync(victim, 'utf8')).toBe('precious')
  })

  test('never removes a folder', () => {
    const path = join(testFolder(), 'pause.txt')
    mkdirSync(path)
    expect(deletePauseFile(path)).toEqual({
      kind: 'pauseFileNotDeleted',
      path,
      code: 'EISDIR',
      reason: 'it is a folder',
    })
    expect(lookAtPauseFile(path)?.kind).toBe('folder')
  })
})

describe('the note in a file made outside', () => {
  test.each([
    ['gpu for demo\r\nsecond line', 'gpu for demo'],
    ['\uFEFF\u001B[31mred\u001B[0m \0alert', 'red \u2400alert'],
    ['🙂'.repeat(200), '🙂'.repeat(120)],
    ['', ''],
  ])('%j shows as %j', async (content, line) => {
    const path = join(testFolder(), 'pause.txt')
    writeFileSync(path, content)
    expect(await readFirstLine(path)).toBe(line)
  })

  test.skipIf(process.platform === 'win32')('a pipe at the path hangs nothing', async () => {
    const path = join(testFolder(), 'pause.txt')
    execFileSync('mkfifo', [path])
    expect(lookAtPauseFile(path)?.kind).toBe('other')
    const notes = await Promise.all(Array.from({ length: 8 }, () => readFirstLine(path)))
    expect(notes).toEqual(Array.from({ length: 8 }, () => ''))
  })

  test('nothing is read through a link', async () => {
    const folder = testFolder()
    writeFileSync(join(folder, 'secret'), 'secret')
    symlinkSync('secret', join(folder, 'pause.txt'))
    expect(await readFirstLine(join(folder, 'pause.txt'))).toBe('')
  })
})

test.runIf(process.getuid?.() === 0)('a folder that is someone else’s is said as permission denied', async () => {
  const folder = testFolder()
  chmodSync(folder, 0o755)
  const program = join(folder, 'pause-file.mjs')
  await buildProgram(join(import.meta.dirname, 'pause-file.ts'), folder, 'pause-file.mjs')
  const path = join(folder, 'pause.txt')
  const call = (code: string) =>
    JSON.parse(
      execFileSync(
        process.execPath,
        ['-e', `import(${JSON.stringify(program)}).then((m) => console.log(JSON.stringify(${code})))`],
        {
          uid: 65534,
          gid: 65534,
          cwd: folder,
          encoding: 'utf8',
        },
      ),
    ) as unknown
  const denied = { path, code: 'EACCES', reason: 'permission denied' }
  const quoted = JSON.stringify(path)
  expect(call(`m.createPauseFile(${quoted}, 'mark')`)).toEqual({
    ok: false,
    problem: { kind: 'pauseFileNotCreated', ...denied },
  })
  writeFileSync(path, '')
  expect(call(`m.deletePauseFile(${quoted})`)).toEqual({ kind: 'pauseFileNotDeleted', ...denied })
  rmSync(path)
})
