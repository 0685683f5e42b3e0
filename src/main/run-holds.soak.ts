import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { HoldsStore } from './saved-holds'
import { testFolder } from './support/folders'
import { holdRound, memoryKeeper } from './support/hold-rounds'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] })
})
afterEach(() => {
  vi.useRealTimers()
})

test('ten thousand random series of holds, files, restarts and kills end as the model says', async () => {
  const folder = testFolder()
  for (let seed = 1; seed <= 10_000; seed += 1) {
    const keeper = memoryKeeper()
    expect(await holdRound({ seed, folder, keeperOf: () => keeper })).toBeNull()
  }
})

test('three hundred of them with all that is kept read from the disk at each start', async () => {
  const folder = testFolder()
  for (let seed = 1; seed <= 300; seed += 1) {
    const path = join(folder, `holds-${seed}.json`)
    const stores: HoldsStore[] = []
    const keeperOf = () => {
      const store = new HoldsStore(path)
      stores.push(store)
      return store
    }
    expect(await holdRound({ seed: 1_000_000 + seed, folder, keeperOf })).toBeNull()
    expect(stores.every(({ setAside }) => setAside === null)).toBe(true)
  }
})
