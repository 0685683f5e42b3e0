// A program of its own: the app's part that writes the history, to be killed by a test.
import { HistoryStore } from '../history-store'
import { aPause, aRun } from './runs'

const store = await HistoryStore.open(process.argv[2] ?? '')
for (let number = 1; ; number += 1) {
  const run = aRun({ runId: `training-20261124-120000-${String(number % 1000).padStart(3, '0')}`, item: number })
  store.keep(
    run,
    Array.from({ length: (number % 5) + 1 }, (_, at) => aPause({ pausedLine: at + 1, item: number })),
  )
  process.stdout.write(`${number}\n`)
}
