import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RunProfile } from '../run-profiles'

/** A small real program that keeps the contract: pauses by file, saves on Ctrl+C, ends by itself. */
const program = `
const fs = require('node:fs')
const [pauseFile, itemMs, total] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])]
const say = (line) => fs.writeSync(1, new Date().toISOString() + ' INFO ' + line + '\\n')
const there = () => fs.lstatSync(pauseFile, { throwIfNoEntry: false }) !== undefined
let item = 0
let paused = false
process.on('SIGINT', () => {
  say('Progress saved: ' + item + ' of ' + total + ' items')
  process.exit(130)
})
say('Started as ' + process.env.FERMATA_RUN_ID)
setInterval(() => {
  if (there() && !paused) {
    paused = true
    say('PAUSE DETECTED: Training paused')
    say("Delete 'pause.txt' to resume training")
  }
  if (!there() && paused) {
    paused = false
    say('RESUMING: Training resumed')
  }
  if (paused) return
  item += 1
  say('epoch 1/1 batch ' + item + '/' + total + ' item ' + item + '/' + total + ' loss 0.5 rate 10.0/s eta 1 s')
  if (item < total) return
  say('Model saved: model sha256=' + 'a'.repeat(64))
  process.exit(0)
}, itemMs)
`

/** How the small program works. */
export interface SmallRunOptions {
  readonly id?: string
  readonly itemMs?: number
  readonly total?: number
  /** Another program instead. */
  readonly code?: string
  readonly pauseFile?: string
}

/** A profile of the small program, working in a folder. */
export function smallRun(workspace: string, options: SmallRunOptions = {}): RunProfile {
  const { id = 'training', itemMs = 5, total = 1_000_000, code = program } = options
  const pauseFile = options.pauseFile ?? join(workspace, 'pause.txt')
  const file = join(workspace, '..', `${id}.cjs`)
  writeFileSync(file, code)
  return {
    id,
    name: id === 'training' ? 'Training' : id,
    runKind: 'training',
    itemNoun: 'batch',
    program: process.execPath,
    args: [file, pauseFile, String(itemMs), String(total)],
    options: null,
    trainingData: null,
    startOverArgs: ['--fresh'],
    retryFailedArgs: null,
    acceptDriftArgs: null,
    environment: {},
    isBuiltIn: false,
    workspace,
    pauseFile,
    metricsFile: join(workspace, 'training', 'metrics.jsonl'),
    statusFile: null,
    own: null,
  }
}
