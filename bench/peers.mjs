import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { captureByFermata } from './lib/captured-by-fermata.mjs'
import { writeChild } from './lib/captured-child.mjs'
import { findPeers } from './lib/peers.mjs'
import { figure, notMeasured, report } from './lib/report.mjs'

// A Python child writes 1,000,000 lines as fast as it can, and a program that keeps other programs running keeps its
// output as a log: Fermata, and others that people use for that. Compared is the child's own time: how much it is held up.
// None of the others shows the log in a window meanwhile, so Fermata's isn't in sight either; and Fermata alone reads the
// lines for pauses and progress while they come. grep and wc are beside the log's figures, xterm.js beside the floods'.
const rounds = 5
const lineCount = 1_000_000
const root = mkdtempSync(join(tmpdir(), 'fermata-bench-'))

/** Each round has all of them, one after the other. */
async function capturesOf(captures) {
  const seen = Object.fromEntries(captures.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round += 1)
    for (const { name, capture } of captures) seen[name].push(await capture(lineCount))
  return seen
}

function against(name, mine, theirs) {
  const of = (all, key) => all.map((one) => one[key])
  const lost = theirs.filter(({ lines }) => lines !== lineCount).length
  const fault = lost > 0 ? `, which lost lines in ${lost} of ${rounds} rounds` : ''
  return figure({
    name: `1,000,000 lines kept as a log, baseline ${name}${fault}`,
    values: of(mine, 'time'),
    baseline: of(theirs, 'time'),
    paired: true,
    unit: 'ms',
    aim: { most: 1.15 },
  })
}

try {
  const child = writeChild(root)
  const peers = await findPeers(root, child)
  const there = peers.filter(({ capture }) => capture)
  const seen = await capturesOf([{ name: 'Fermata', capture: captureByFermata(root, child) }, ...there])
  if (seen.Fermata.some(({ lines }) => lines !== lineCount)) throw new Error('Fermata lost lines')
  report(
    'peers',
    peers.map(({ name, capture, why }) =>
      capture ? against(name, seen.Fermata, seen[name]) : notMeasured(`1,000,000 lines kept as a log by ${name}`, why),
    ),
  )
} finally {
  rmSync(root, { recursive: true, force: true, maxRetries: 5 })
}
