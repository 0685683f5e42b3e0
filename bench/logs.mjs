import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, linkSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openApp, until } from './lib/app.mjs'
import { floodFigures } from './lib/log-flood.mjs'
import { installLogPage, timesOfJumps, timesOfOpening, timesOfSearch, untilMarked } from './lib/log-page.mjs'
import { figure, middleAndTail, projectFolder, report } from './lib/report.mjs'
import { makeRunFolder } from './lib/taken-up-run.mjs'

// Floods of lines into a log that is in sight, and a finished run's log of 1 GB in the app's own window: from opening it to the first screen and to the last counted
// line, jumps, and searches, against wc and grep on the same file. The app is started anew for each round.
const rounds = 5
const jumpsPerRound = 60
const lineCount = 10_000_000
const bigLines = 10_000
const root = mkdtempSync(join(tmpdir(), 'fermata-bench-'))
const log = join(root, 'output.log')

const searches = [
  {
    name: 'literal',
    query: { text: 'needle', isRegex: false, matchCase: true },
    grep: ['-F', 'needle'],
    most: 3,
  },
  {
    name: 'literal, any case',
    query: { text: 'NEEDLE', isRegex: false, matchCase: false },
    grep: ['-F', '-i', 'NEEDLE'],
    most: 3,
  },
  {
    name: 'expression',
    query: { text: 'ne+dle [0-9]', isRegex: true, matchCase: true },
    grep: ['-E', 'ne+dle [0-9]'],
    most: 3,
  },
]

function writeLog() {
  const file = openSync(log, 'w')
  for (let first = 1; first <= lineCount; first += bigLines) {
    let text = ''
    for (let line = first; line < first + bigLines; line += 1) {
      const word = line % 100_000 === 0 ? 'needle 7' : 'nothing '
      text += `2026-11-24T12:00:00.000Z INFO epoch 1/100 batch ${String(line).padStart(9, '0')} loss 0.12345 ${word} abcdef\n`
    }
    writeSync(file, text)
  }
  closeSync(file)
}

/** The state of an app whose one run has ended. */
function stateFolder(name) {
  const userData = join(root, name)
  const ended = { at: Date.parse('2026-11-24T12:00:01Z'), outcome: { kind: 'completed' } }
  linkSync(log, join(makeRunFolder(userData, root, { ended }), 'output.log'))
  return userData
}

function timeOf(program, args) {
  const from = performance.now()
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program}: ${stderr}`)
  return { ms: performance.now() - from, count: Number.parseInt(stdout, 10) }
}

async function round(number) {
  const userData = stateFolder(`state-${number}`)
  const app = await openApp({ folder: projectFolder, userData, env: { FERMATA_WORKSPACE: join(root, 'workspace') } })
  try {
    const { page } = app
    // Main reads the log too, once, for what the run said; a person would be about to open it only then.
    const counted = () => page.evaluate(() => window.fermata.listRuns().then((runs) => runs[0].log.lineCount))
    await until(async () => (await counted()) === lineCount, 120_000)
    await page.evaluate(installLogPage)
    const first = await page.evaluate(timesOfOpening, 'training')
    await page.evaluate(untilMarked)
    await page.evaluate(() => window.logForBench.close())
    const before = timeOf('wc', ['-l', log])
    const again = await page.evaluate(timesOfOpening, 'training')
    const after = timeOf('wc', ['-l', log])
    if (again.lineCount !== before.count) throw new Error(`${again.lineCount} lines, wc says ${before.count}`)
    const targets = Array.from({ length: jumpsPerRound }, () => 1 + Math.floor(Math.random() * (lineCount - 60)))
    // While marks are still being looked for, so at the worst time.
    const jumps = await page.evaluate(timesOfJumps, targets)
    await page.evaluate(untilMarked)
    const found = []
    for (const { query, grep } of searches) found.push({ ...(await search(page, query)), grep: grepTime(grep) })
    found.forEach(({ lineCount: lines, grep }, at) => {
      if (lines !== grep.count) throw new Error(`${searches[at].name}: ${lines} lines, grep says ${grep.count}`)
    })
    return { first, again, wc: (before.ms + after.ms) / 2, jumps, found }
  } finally {
    await app.close()
    rmSync(userData, { recursive: true, force: true })
  }
}

async function search(page, query) {
  return page.evaluate(timesOfSearch, query)
}

function grepTime(args) {
  return timeOf('grep', ['-c', ...args, log])
}

function pairedFigure(name, pairs, most) {
  const [values, baseline] = [0, 1].map((at) => pairs.map((pair) => pair[at]))
  return figure({ name, values, baseline, paired: true, unit: 'ms', aim: { most } })
}

try {
  const floods = await floodFigures(root)
  writeLog()
  execFileSync('wc', ['-l', log])
  const all = []
  for (let number = 1; number <= rounds; number += 1) all.push(await round(number))
  const jumps = all.flatMap((one) => one.jumps)
  report('logs', [
    ...floods,
    figure({
      name: '1 GB log, first screen after the app’s start',
      values: all.map(({ first }) => first.firstScreen),
      unit: 'ms',
      aim: { most: 200 },
    }),
    figure({
      name: '1 GB log, first screen',
      values: all.map(({ again }) => again.firstScreen),
      unit: 'ms',
      aim: { most: 200 },
    }),
    pairedFigure(
      '1 GB log, all lines counted, baseline wc -l',
      all.map(({ again, wc }) => [again.indexed, wc]),
      2,
    ),
    ...middleAndTail({
      name: 'jump to a line',
      values: jumps,
      unit: 'ms',
      aims: { median: { most: 50 }, p95: { most: 50 } },
    }),
    ...searches.map(({ name, most }, at) =>
      pairedFigure(
        `search of 1 GB, ${name}, baseline grep -c`,
        all.map(({ found }) => [found[at].all, found[at].grep.ms]),
        most,
      ),
    ),
    figure({
      name: 'search, first hit',
      values: all.map(({ found }) => found[0].firstHit),
      unit: 'ms',
      aim: { most: 200 },
    }),
  ])
} finally {
  rmSync(root, { recursive: true, force: true, maxRetries: 5 })
}
