import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { build } from 'vite'
import { figure, middleAndTail, projectFolder, report } from './lib/report.mjs'

// What the pause gate costs a training that isn't paused, and how soon a run answers a pause file that comes or goes.
const rounds = 60
const trials = 60
const root = mkdtempSync(join(tmpdir(), 'fermata-bench-'))

/** The loops import the trainer's own source, so they are bundled as the trainer is. */
async function buildLoop() {
  await build({
    root: projectFolder,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: join(projectFolder, 'bench', 'lib', 'gate-loop.mjs'),
      outDir: join(root, 'loop'),
      target: 'node20.18',
      emptyOutDir: true,
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'loop.cjs' } },
    },
  })
  return join(root, 'loop', 'loop.cjs')
}

async function rates() {
  const args = [await buildLoop(), join(projectFolder, 'out', 'main', 'assets'), String(rounds)]
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }))
}

function rateFigure(name, pairs) {
  const [values, baseline] = [pairs.map((pair) => pair.gate), pairs.map((pair) => pair.plain)]
  return figure({ name, values, baseline, paired: true, unit: 'items/s', aim: { least: 0.99 } })
}

/** From making or deleting the file to having the run's line in hand, on a real training. */
async function latencies() {
  const workspace = join(root, 'workspace')
  mkdirSync(workspace)
  const pauseFile = join(workspace, 'pause.txt')
  const trainer = join(projectFolder, 'out', 'main', 'trainer.cjs')
  const child = spawn(process.execPath, [trainer, '--workspace', workspace], { stdio: ['ignore', 'pipe', 'inherit'] })
  let printed = ''
  let told = () => {}
  child.stdout.setEncoding('utf8').on('data', (text) => {
    printed += text
    told()
  })
  const printedLine = async (line) => {
    while (!printed.includes(line)) await new Promise((done) => (told = done))
  }
  const timed = async (act, line) => {
    printed = ''
    const from = performance.now()
    act()
    await printedLine(line)
    return performance.now() - from
  }
  const pauses = []
  const resumes = []
  await printedLine('epoch 1/')
  for (let trial = 0; trial < trials; trial += 1) {
    await delay(20 + Math.random() * 40)
    pauses.push(await timed(() => writeFileSync(pauseFile, ''), 'PAUSE DETECTED: Training paused'))
    await delay(20 + Math.random() * 40)
    resumes.push(await timed(() => unlinkSync(pauseFile), 'RESUMING: Training resumed'))
  }
  child.kill('SIGKILL')
  return { pauses, resumes }
}

function latencyFigures(name, values) {
  return middleAndTail({ name, values, unit: 'ms', aims: { median: { most: 50 }, p95: { most: 1000 } } })
}

try {
  const { training, tiny } = await rates()
  const { pauses, resumes } = await latencies()
  report('gate', [
    rateFigure('training items with the gate, baseline without', training),
    rateFigure('items of 20 µs with the gate, baseline without', tiny),
    ...latencyFigures('pause file made to line printed', pauses),
    ...latencyFigures('pause file deleted to line printed', resumes),
  ])
} finally {
  rmSync(root, { recursive: true, force: true })
}
