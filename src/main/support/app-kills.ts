import { type ChildProcess, spawn } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  readSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { RunState } from '../../shared/run-state'
import { readNotes } from '../history/run-scan'
import { type RunRecord, runFolderOf } from '../run-record'
import { buildProgram } from './build-program'
import { smallRun } from './small-run'
import { pause, until } from './until'

/** Prints 10,000 lines a second, each one known beforehand, and writes the very same bytes into a file of its own. */
const flood = `
const fs = require('node:fs')
const pauseFile = process.argv[2]
const copy = fs.openSync(pauseFile + '.copy', 'a')
const write = (text) => { for (const end of [copy, 1]) for (let done = 0; done < text.length; ) done += fs.writeSync(end, text.subarray(done)) }
const say = (line) => write(Buffer.from(line + '\\n'))
const there = () => fs.lstatSync(pauseFile, { throwIfNoEntry: false }) !== undefined
let [item, paused, due] = [0, false, performance.now()]
process.on('SIGINT', () => { say('Progress saved: ' + item + ' of 9 items'); process.exit(130) })
setInterval(() => {
  if (there() && !paused) { paused = true; say('PAUSE DETECTED: Training paused'); say("Delete 'pause.txt' to resume training") }
  if (!there() && paused) { paused = false; due = performance.now(); say('RESUMING: Training resumed') }
  if (paused) return
  const lines = []
  for (; due < performance.now() && lines.length < 2000; due += 0.1) lines.push('line ' + ++item + ' of a program that says much, ' + item * 7919 % 65537)
  lines.push('epoch 1/1 batch 1/9 item ' + item + '/9 loss 0.5 rate 10.0/s eta 1 s')
  write(Buffer.from(lines.join('\\n') + '\\n'))
}, 10)
`

/** A machine that is busy with other things may take this long to start an app; what the app itself takes is measured. */
const waitMs = 60_000

/** What a killed app's successor tells of the run. */
interface Told {
  /** Since its start, less the time in which it waited for a processor that others had. */
  readonly ms: number
  readonly state: RunState
  readonly pid: number | null
  readonly lineCount: number
  readonly byteCount: number
}

/** How the rounds went. */
export interface AppKills {
  /**
   * How long after its start each app took until it showed the true state, in milliseconds of a machine of its own.
   *
   * It reads the log from its beginning: of one that got longer than 100 MB, as on a busy machine, for each 100 MB.
   */
  readonly times: readonly number[]
  readonly pids: ReadonlySet<number | null>
  /** What the last app had read, and what the run has written: in its log, and in its own copy. */
  readonly read: { readonly lineCount: number; readonly byteCount: number }
  readonly log: Buffer
  readonly copy: Buffer
  readonly outcome: string
  /** What was noted of the pause file, whoever made or deleted it and whether or not the app was there. */
  readonly fileNotes: readonly string[]
}

/** Kills the app again and again while its run prints a flood, and is paused and resumed by the app and by hand. */
export async function killApps(folder: string, rounds: number, seed: number): Promise<AppKills> {
  const [state, workspace] = [join(folder, 'state'), join(folder, 'workspace')]
  mkdirSync(workspace)
  await buildProgram(join(import.meta.dirname, 'custody-owner.ts'), folder, 'owner.mjs')
  const profile = smallRun(workspace, { code: flood })
  const open = () => new App(spawn(process.execPath, [join(folder, 'owner.mjs'), JSON.stringify(profile), state]))
  const random = seeded(seed)
  const truth = new Truth(profile.pauseFile)
  const [times, pids]: [number[], Set<number | null>] = [[], new Set()]
  const acts = [
    (app: App) => app.wish('pause'),
    (app: App) => app.wish('resume'),
    () => writeFileSync(profile.pauseFile, ''),
    () => rmSync(profile.pauseFile, { force: true }),
    () => undefined,
  ]
  try {
    for (let round = 0; round < rounds; round += 1) {
      const before = truth.now()
      const app = open()
      const told = await until(
        () => truth.isHit(app.last),
        () => `the true state, ${truth.now()}, not ${JSON.stringify(app.last)}, exit ${app.exitCode}`,
        waitMs,
      )
      if (round > 0) times.push(app.msUntilTrue(told, before) / Math.max(1, told.byteCount / 1e8))
      pids.add(told.pid)
      acts[Math.floor(random() * acts.length)]?.(app)
      await pause(random() * 300)
      await app.kill()
      // Some live for a moment only, in the middle of taking the run up.
      const brief = open()
      await pause(random() * 300)
      await brief.kill()
    }
    rmSync(profile.pauseFile, { force: true })
    const last = open()
    await until(() => last.last?.state.kind === 'running', 'the run to go on', waitMs)
    last.wish('stop')
    const ended = await until(() => (last.last?.state.kind === 'ended' ? last.last : null), 'its end', waitMs)
    await last.kill()
    const outcome = ended.state.kind === 'ended' ? ended.state.outcome.kind : ''
    const log = readFileSync(runFolder(state).log)
    const notes = readNotes(runFolder(state).notes).map(({ note }) => note.kind as string)
    const fileNotes = notes.filter((kind) => kind.startsWith('pauseFile'))
    return { times, pids, read: ended, log, copy: readFileSync(`${profile.pauseFile}.copy`), outcome, fileNotes }
  } finally {
    endRun(state)
  }
}

/** One life of the app. */
class App {
  last: Told | null = null
  private firstMs = 0
  private shownSinceMs = 0
  private readonly exited: Promise<unknown>

  constructor(private readonly child: ChildProcess) {
    this.exited = new Promise((resolve) => child.once('exit', resolve))
    child.stderr?.pipe(process.stderr)
    // What it was about to hear is lost with it.
    child.stdin?.on('error', () => undefined)
    if (child.stdout) createInterface(child.stdout).on('line', (line) => this.take(JSON.parse(line) as Told))
  }

  /** When it began to show the state that was found true; one that the run came to only later says nothing of the app. */
  msUntilTrue({ state }: Told, before: RunState['kind']): number {
    return state.kind === before ? this.shownSinceMs : this.firstMs
  }

  get exitCode(): number | null {
    return this.child.exitCode
  }

  wish(what: 'pause' | 'resume' | 'stop'): void {
    this.child.stdin?.write(`${what}\n`)
  }

  private take(told: Told): void {
    if (!this.last) this.firstMs = told.ms
    if (told.state.kind !== this.last?.state.kind) this.shownSinceMs = told.ms
    this.last = told
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL')
    await this.exited
  }
}

function runFolder(state: string) {
  const runs = join(state, 'runs')
  return runFolderOf(runs, readdirSync(runs)[0] ?? '')
}

function endRun(state: string): void {
  const { pid } = JSON.parse(readFileSync(runFolder(state).record, 'utf8')) as RunRecord
  try {
    // Without the check a missing pid would end the test's own group.
    if (pid !== null && pid > 1 && readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(state.replace(/state$/, '')))
      process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended, as it should have.
  }
}

/** What the run's own last word and the pause file make its state to be. */
class Truth {
  private readonly copy: string
  private readonly piece = Buffer.alloc(1024 * 1024)
  private read = 0
  /** The end of what was read last: a word may be cut in two. */
  private rest = ''
  private isPaused = false

  constructor(private readonly pauseFile: string) {
    this.copy = `${pauseFile}.copy`
  }

  /** What an app told, if that is true. */
  isHit(told: Told | null): Told | null {
    const now = this.now()
    return now !== 'starting' && told?.state.kind === now ? told : null
  }

  now(): RunState['kind'] {
    this.readOn()
    if (this.read === 0) return 'starting'
    if (existsSync(this.pauseFile)) return this.isPaused ? 'paused' : 'pauseRequested'
    return this.isPaused ? 'resumeRequested' : 'running'
  }

  /** Only what is new: read whole each time, a flood of minutes would take the test longer than it has. */
  private readOn(): void {
    if (!existsSync(this.copy)) return
    const file = openSync(this.copy, 'r')
    try {
      for (let count = -1; count !== 0; ) {
        count = readSync(file, this.piece, 0, this.piece.length, this.read)
        this.read += count
        const text = this.rest + this.piece.toString('latin1', 0, count)
        const [paused, resumed] = [text.lastIndexOf('PAUSE DETECTED'), text.lastIndexOf('RESUMING')]
        if (paused !== resumed) this.isPaused = paused > resumed
        this.rest = text.slice(-'PAUSE DETECTED'.length)
      }
    } finally {
      closeSync(file)
    }
  }
}

/** Numbers from 0 to 1 that are the same for the same seed. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
