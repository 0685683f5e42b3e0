import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { expect, onTestFinished, test } from 'vitest'
import { replaceFile, replaceFileMeanwhile } from './replace-file'

function twoFiles() {
  const folder = mkdtempSync(join(tmpdir(), 'fermata-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const [aside, path] = [join(folder, 'aside'), join(folder, 'file')]
  writeFileSync(aside, 'new')
  writeFileSync(path, 'old')
  return { aside, path }
}

/** Another thread has the file open, and closes it after a while. */
async function heldOpen(path: string): Promise<void> {
  const holder = new Worker(
    `const { closeSync, openSync } = require('node:fs')
     const { parentPort, workerData } = require('node:worker_threads')
     const descriptor = openSync(workerData, 'r')
     parentPort.postMessage('open')
     setTimeout(() => closeSync(descriptor), 200)`,
    { eval: true, workerData: path },
  )
  onTestFinished(async () => void (await holder.terminate()))
  await new Promise((resolve) => {
    holder.once('message', resolve)
  })
}

test.each([['at once', replaceFile] as const, ['meanwhile', replaceFileMeanwhile] as const])(
  'a file that someone has open for a moment is replaced (%s)',
  async (_how, replace) => {
    const { aside, path } = twoFiles()
    await heldOpen(path)
    await replace(aside, path)
    expect(readFileSync(path, 'utf8')).toBe('new')
  },
)

test('what can’t be replaced at all fails with the system’s own error', async () => {
  const { aside, path } = twoFiles()
  rmSync(path)
  mkdirSync(join(path, 'full'), { recursive: true })
  expect(() => replaceFile(aside, path)).toThrow(/EISDIR|ENOTEMPTY|EPERM/)
  await expect(replaceFileMeanwhile(aside, path)).rejects.toThrow(/EISDIR|ENOTEMPTY|EPERM/)
})
