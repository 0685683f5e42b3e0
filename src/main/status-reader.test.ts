import { execFileSync } from 'node:child_process'
import { mkdirSync, renameSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { CollectorStatus } from '../shared/collector-status'
import { StatusReader } from './status-reader'
import { testFolder } from './support/folders'
import { pause, until } from './support/until'

const status = (done: number): CollectorStatus => ({
  ...{ version: 1, pid: 7, time: 1000 + done, state: 'running', source: 'sample', cycle: 1, pages: 2 },
  nextCycleAt: null,
  items: { done, total: 100, collected: done, failed: 0, queued: 100 - done },
  ratePerMinute: 60,
  waits: { count: 0, totalMs: 0 },
  holds: [{ host: 'a.example', status: 429, until: 5000 }],
  workers: [
    {
      ...{ number: 1, phase: 'fetching', listing: '12', url: 'http://a.example/12', attempt: 1, tries: 5 },
      ...{ since: 900, done: 3, errors: 0 },
    },
  ],
})

function openReader(path: string, onChange: () => void = () => undefined): StatusReader {
  const reader = new StatusReader(path, onChange)
  onTestFinished(() => reader.close())
  return reader
}

function replace(path: string, text: string): void {
  writeFileSync(`${path}.next`, text)
  renameSync(`${path}.next`, path)
}

test('a status is followed through replacements, from before its folder is there', async () => {
  const folder = join(testFolder(), 'collector')
  const path = join(folder, 'status.json')
  let changes = 0
  const reader = openReader(path, () => (changes += 1))
  reader.follow()
  await pause(20)
  expect(reader.status).toBeNull()
  mkdirSync(folder)
  replace(path, JSON.stringify(status(1)))
  await until(() => reader.status?.items.done === 1, 'the first status')
  replace(path, JSON.stringify(status(2)))
  await until(() => reader.status?.items.done === 2, 'the second status')
  expect(changes).toBe(2)
})

test('what is not a whole status of a plain file leaves the last one as it was', async () => {
  const path = join(testFolder(), 'status.json')
  const reader = openReader(path)
  replace(path, JSON.stringify(status(1)))
  await reader.look()
  const wrong: readonly unknown[] = [
    ...[null, [], 'x', { ...status(2), version: 2 }, { ...status(2), items: null }, { ...status(2), state: 'odd' }],
    { ...status(2), workers: [{ number: 1 }] },
    { ...status(2), workers: [null] },
    { ...status(2), holds: [{ host: 5, status: 429, until: 1 }] },
    { ...status(2), items: { ...status(2).items, failed: 'many' } },
  ]
  for (const value of wrong) {
    replace(path, JSON.stringify(value))
    await reader.look()
    expect(reader.status).toEqual(status(1))
  }
  replace(path, JSON.stringify(status(2)).slice(0, 50))
  await reader.look()
  replace(path, `${JSON.stringify(status(2))}${' '.repeat(600 * 1024)}`)
  await reader.look()
  unlinkSync(path)
  await reader.look()
  writeFileSync(`${path}.elsewhere`, JSON.stringify(status(2)))
  symlinkSync(`${path}.elsewhere`, path)
  await reader.look()
  expect(reader.status).toEqual(status(1))
})

test.skipIf(process.platform === 'win32')('a pipe at its place holds nothing up', async () => {
  const path = join(testFolder(), 'status.json')
  execFileSync('mkfifo', [path])
  const reader = openReader(path)
  await reader.look()
  expect(reader.status).toBeNull()
})
