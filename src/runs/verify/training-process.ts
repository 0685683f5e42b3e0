import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { askChildToStop } from '../../platform/ask-to-stop'
import { markOf, parseProgressLine } from '../../shared/run-lines'

/** The trainer with the options that decide what it learns. */
export interface TrainingProgram {
  /** The path of the built trainer. */
  readonly path: string
  readonly args: readonly string[]
}

/** What a training has said so far. */
export interface Said {
  /** It has begun with its items, or goes on with them. */
  begun: boolean
  pauses: number
  item: number
  /** Zero until it is known. */
  total: number
  /** Of the finished model. */
  sha256: string | null
  /** Its last line that tells of something wrong. */
  lastError: string
}

/** How a training's process ended. */
export interface TrainingExit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** A training that was started to be disturbed. */
export interface TrainingProcess {
  readonly said: Readonly<Said>
  readonly isOver: boolean
  readonly ended: Promise<TrainingExit>
  /** Waits until what it said fulfils a condition; false when it ended before that. */
  until(condition: (said: Readonly<Said>) => boolean): Promise<boolean>
  askToStop(): void
  kill(): void
}

/** Starts the trainer in a workspace of its own, or lets it go on there. `onLine` hears of each line. */
export function startTraining(
  program: TrainingProgram,
  workspace: string,
  onLine: (said: Said) => void,
): TrainingProcess {
  const stopFile = join(workspace, 'stop')
  rmSync(stopFile, { force: true })
  const { FERMATA_RUN_ID: _runId, FERMATA_EXIT_FILE: _exitFile, ...environment } = process.env
  const child = spawn(process.execPath, [program.path, ...program.args, '--workspace', workspace], {
    env: { ...environment, FERMATA_STOP_FILE: stopFile },
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  })
  const said: Said = { begun: false, pauses: 0, item: 0, total: 0, sha256: null, lastError: '' }
  const waiting = new Set<() => void>()
  let isOver = false
  const ended = new Promise<TrainingExit>((resolve, reject) => {
    const conclude = (settle: () => void): void => {
      isOver = true
      settle()
      for (const look of waiting) look()
    }
    child.once('error', (error) => conclude(() => reject(error)))
    child.once('close', (code, signal) => conclude(() => resolve({ code, signal })))
  })
  createInterface({ input: child.stdout }).on('line', (line) => {
    takeLine(said, line)
    onLine(said)
    for (const look of waiting) look()
  })
  createInterface({ input: child.stderr }).on('line', (line) => {
    said.lastError = line
  })
  return {
    said,
    get isOver() {
      return isOver
    },
    ended,
    until: (condition) =>
      new Promise((resolve) => {
        const look = (): void => {
          const holds = condition(said)
          if (!holds && !isOver) return
          waiting.delete(look)
          resolve(holds)
        }
        waiting.add(look)
        look()
      }),
    askToStop: () => askChildToStop(child, stopFile),
    kill: () => {
      child.kill('SIGKILL')
    },
  }
}

function takeLine(said: Said, line: string): void {
  const progress = parseProgressLine(line)
  if (progress) Object.assign(said, { item: progress.item, total: progress.total })
  if (line.startsWith('Learning ')) said.begun = true
  const mark = markOf(line)
  if (mark === 'paused') said.pauses += 1
  if (mark === 'modelSaved') said.sha256 = line.slice(line.lastIndexOf('=') + 1)
}
