import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { RunProblem } from '../shared/ipc'
import { RunHolds } from './run-holds'
import { HoldsStore } from './saved-holds'
import { testFolder } from './support/folders'
import { holdRound, memoryKeeper } from './support/hold-rounds'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] })
})
afterEach(() => {
  vi.useRealTimers()
})

interface Opened {
  readonly holds: RunHolds
  readonly problems: (RunProblem | null)[]
  owners(): string[]
}

async function open(state: string, path: string): Promise<Opened> {
  const problems: (RunProblem | null)[] = []
  const holds = new RunHolds('training', path, new HoldsStore(join(state, 'holds.json')), {
    actOnFile: (act) => act(),
    holdsChanged: () => undefined,
    problemMet: (problem) => problems.push(problem),
    problemSolved: () => problems.push(null),
  })
  await holds.open()
  holds.watchTime()
  return { holds, problems, owners: () => holds.list.map(({ owner }) => owner) }
}

test('random series of holds, files, restarts and kills end as the model says', async () => {
  const folder = testFolder()
  for (let seed = 1; seed <= 100; seed += 1) {
    const keeper = memoryKeeper()
    expect(await holdRound({ seed, folder, keeperOf: () => keeper })).toBeNull()
  }
})

describe('what is kept', () => {
  test('is written down before the file is made, and read again with who and since when', async () => {
    const folder = testFolder()
    const path = join(folder, 'pause.txt')
    const first = await open(folder, path)
    first.holds.holdByYou(Date.now() + 60_000)
    const kept = first.holds.list
    first.holds.close()
    const again = await open(folder, path)
    expect(again.holds.list).toEqual(kept)
    expect(statSync(join(folder, 'holds.json')).mode & 0o777).toBe(0o600)
    vi.advanceTimersByTime(61_000)
    expect(existsSync(path)).toBe(false)
    again.holds.close()
  })

  test.each(['', '{', '[]', '{"version":2,"profiles":{}}', '{"version":1,"profiles":{"training":{"set":{}}}}'])(
    'and damaged or newer (%j) is put aside, never written over',
    async (text) => {
      const folder = testFolder()
      writeFileSync(join(folder, 'holds.json'), text)
      const store = new HoldsStore(join(folder, 'holds.json'))
      expect(readFileSync(store.setAside ?? '', 'utf8')).toBe(text)
      store.keep('training', store.of('training'))
      expect(readdirSync(folder)).toHaveLength(2)
      expect(new HoldsStore(join(folder, 'holds.json')).setAside).toBeNull()
    },
  )

  test('can’t be written, and the run is held all the same', async () => {
    const folder = testFolder()
    const path = join(folder, 'pause.txt')
    const { holds } = await open(join(folder, 'missing'), path)
    expect(holds.holdByYou(null)).toEqual({ ok: true })
    expect(existsSync(path)).toBe(true)
    holds.close()
  })
})

describe('a file that can’t be made', () => {
  test('is said once and tried again, and a rule that meanwhile lets go leaves nothing behind', async () => {
    const folder = testFolder()
    const work = join(folder, 'work')
    const path = join(work, 'pause.txt')
    const { holds, problems, owners } = await open(folder, path)
    holds.runStarted()
    holds.tellRule('rule:battery', { reason: { kind: 'battery', percent: 78 }, until: null })
    expect(problems).toEqual([expect.objectContaining({ kind: 'pauseFileNotCreated', code: 'ENOENT' })])
    vi.advanceTimersByTime(30_000)
    expect(problems).toHaveLength(1)
    expect(owners()).toEqual(['rule:battery'])
    mkdirSync(work)
    vi.advanceTimersByTime(11_000)
    expect(existsSync(path)).toBe(true)
    expect(problems.at(-1)).toBeNull()
    renameSync(work, `${work}-away`)
    holds.fileSeen(null)
    expect(owners()).toEqual([])
    holds.holdByYou(null)
    expect(holds.release('you')).toEqual({ ok: true })
    mkdirSync(work)
    vi.advanceTimersByTime(11_000)
    expect(existsSync(path)).toBe(false)
    holds.close()
  })

  test('is said each time that a person tries', async () => {
    const folder = testFolder()
    const { holds, problems } = await open(folder, join(folder, 'missing', 'pause.txt'))
    for (let round = 0; round < 2; round += 1) expect(holds.holdByYou(null)).toMatchObject({ ok: false })
    expect(problems).toHaveLength(2)
    holds.close()
  })
})

test('a folder in place of the file is never removed, and goes on being tried until it is gone', async () => {
  const folder = testFolder()
  const path = join(folder, 'pause.txt')
  mkdirSync(path)
  const { holds, problems, owners } = await open(folder, path)
  expect(owners()).toEqual(['outside'])
  expect(holds.releaseAll()).toMatchObject({ ok: false, problem: { code: 'EISDIR' } })
  vi.advanceTimersByTime(30_000)
  expect(existsSync(path)).toBe(true)
  expect(problems).toHaveLength(1)
  rmSync(path, { recursive: true })
  vi.advanceTimersByTime(11_000)
  expect(problems.at(-1)).toBeNull()
  holds.close()
})

test('a profile that is taken away takes its own file with it, and leaves one made outside', async () => {
  const folder = testFolder()
  const path = join(folder, 'pause.txt')
  const own = await open(folder, path)
  own.holds.holdByYou(null)
  own.holds.leave()
  expect(existsSync(path)).toBe(false)
  own.holds.close()
  writeFileSync(path, '')
  const foreign = await open(folder, path)
  foreign.holds.leave()
  expect(existsSync(path)).toBe(true)
  foreign.holds.close()
})
