// Bundled by history.mjs and run on its own: writes a history of many runs through the app's own store.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { HistoryStore } from '../../src/main/history/history-store'

const [stateFolder, runs] = [process.argv[2], JSON.parse(readFileSync(process.argv[3], 'utf8'))]
const minute = 60_000
const outcomes = [
  { kind: 'completed' },
  { kind: 'completed' },
  { kind: 'stopped' },
  { kind: 'failed', exitCode: 1 },
  { kind: 'killed', signal: 'SIGKILL' },
]

function pausesOf(startedAt, count) {
  const you = { reason: { kind: 'you' }, means: 'button' }
  return Array.from({ length: count }, (_, at) => {
    const askedAt = startedAt + (at + 1) * 5 * minute
    return {
      ...{ askedAt, askedBy: [you], pausedAt: askedAt + 900, pausedLine: 400 * (at + 1), item: 300 * (at + 1) },
      ...{ releasedAt: askedAt + minute, releasedBy: you, resumedAt: askedAt + minute + 200 },
      ...{ resumedLine: 400 * (at + 1) + 2, endedAt: null, isWithdrawn: false },
    }
  })
}

async function write() {
  const store = await HistoryStore.open(join(stateFolder, 'history.db'))
  runs.forEach(({ runId, profileId, startedAt }, at) => {
    const run = {
      ...{ runId, profileId, name: `Price model of ${profileId}`, runKind: 'training', itemNoun: 'step' },
      ...{ command: ['python3', 'train.py', '--seed', String(at)], settings: 'aa', startedAt },
      ...{ endedAt: startedAt + 50 * minute, outcome: outcomes[at % outcomes.length], asleepMs: 0 },
      ...{ item: 12_800, total: 12_800, result: `12,800 steps, trial ${at}` },
    }
    store.keep(run, pausesOf(startedAt, at % 7))
  })
  store.close()
}

// Not awaited here: a bundle of one file has no use for more.
void write()
