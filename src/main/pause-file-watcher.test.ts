import { appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type PauseFileChange, PauseFileWatcher } from './pause-file-watcher'
import { testFolder } from './support/folders'
import { pause, until } from './support/until'

interface Watching {
  readonly watcher: PauseFileWatcher
  readonly folder: string
  readonly path: string
  readonly changes: PauseFileChange[]
}

function watchIn(folder: string, own: readonly string[] = []): Watching {
  const changes: PauseFileChange[] = []
  const path = join(folder, 'pause.txt')
  const watcher = new PauseFileWatcher(
    path,
    (identity) => own.includes(identity),
    (change) => changes.push(change),
  )
  onTestFinished(() => watcher.stop())
  watcher.start()
  return { watcher, folder, path, changes }
}

test('a file is noticed when it is made and deleted', async () => {
  const { path, changes } = watchIn(testFolder())
  await pause(200)
  const waits: number[] = []
  for (let round = 1; round <= 20; round += 1) {
    await pause(20)
    const at = performance.now()
    if (round % 2 === 1) writeFileSync(path, '')
    else rmSync(path)
    await until(() => changes.length >= round, `change ${round}`)
    waits.push(performance.now() - at)
  }
  expect(changes.filter((_, index) => index % 2 === 0).every((change) => change === 'appeared')).toBe(true)
  const median = waits.sort((a, b) => a - b)[10] ?? 0
  // By events: a timed look alone would take half a second on average.
  expect(median).toBeLessThan(250)
})

test('quick toggles leave no wrong answer standing, not even until the timed look', async () => {
  const { watcher, path } = watchIn(testFolder())
  await pause(200)
  let slowest = 0
  for (let round = 0; round < 10; round += 1) {
    for (const isThere of [true, false, true, false]) {
      if (isThere) writeFileSync(path, '')
      else rmSync(path)
      await pause(8 + round)
    }
    const at = performance.now()
    await until(() => watcher.found().kind === 'nothing', 'the end of the file')
    slowest = Math.max(slowest, performance.now() - at)
  }
  expect(slowest).toBeLessThan(300)
})

test('a folder that is missing, made, moved away and made again is followed; other files in it say nothing', async () => {
  const root = testFolder()
  const { path, folder, changes } = watchIn(join(root, 'work'))
  await pause(50)
  mkdirSync(folder)
  writeFileSync(path, '')
  await until(() => changes.at(-1) === 'appeared', 'the file')
  await pause(1100)
  renameSync(folder, `${folder}-away`)
  await until(() => changes.at(-1) === 'disappeared', 'its end')
  mkdirSync(folder)
  await pause(1200)
  const before = changes.length
  writeFileSync(join(folder, 'other.txt'), '')
  await pause(50)
  expect(changes.length).toBe(before)
  const at = performance.now()
  writeFileSync(path, '')
  await until(() => changes.at(-1) === 'appeared', 'the new file')
  expect(performance.now() - at).toBeLessThan(500)
})

test('another file in its place is told, and only a file of the app’s own counts as its own', async () => {
  const own: string[] = []
  const { watcher, path, changes } = watchIn(testFolder(), own)
  writeFileSync(path, 'Paused by Fermata at some time\n')
  await until(() => changes.length > 0, 'the file')
  expect(watcher.found()).toMatchObject({ madeBy: 'outside' })
  rmSync(path)
  symlinkSync('nowhere', path)
  watcher.look()
  expect(changes.at(-1)).toBe('changed')
  expect(watcher.found()).toMatchObject({ kind: 'link', madeBy: 'outside', firstLine: '' })
})

test('a file that is written into keeps its time, and its note follows', async () => {
  const { watcher, path } = watchIn(testFolder())
  writeFileSync(path, '')
  await until(() => watcher.found().kind === 'file', 'the file')
  const { since } = watcher.found() as { since: number }
  await pause(30)
  appendFileSync(path, 'gpu for demo\n')
  await until(() => JSON.stringify(watcher.found()).includes('gpu for demo'), 'the note')
  expect(watcher.found()).toMatchObject({ since })
})

test('a file that was there before the app has the file’s own time', async () => {
  const folder = testFolder()
  const before = Date.now()
  writeFileSync(join(folder, 'pause.txt'), '')
  const after = Date.now()
  await pause(150)
  const found = watchIn(folder).watcher.found() as { since: number }
  // A file's time is that of the system's last tick.
  expect(found.since).toBeGreaterThan(before - 50)
  expect(found.since).toBeLessThanOrEqual(after + 1)
})
