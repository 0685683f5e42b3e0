import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import * as v from 'valibot'
import { makeStopFile } from '../platform/group-signals'
import { type PauseTestNews, pauseTestSteps } from '../shared/pause-test'
import { withoutInheritedFiles } from './inherited-files'
import { reportSchema } from './pause-test-store'

/** What the program of the test is given. */
export interface PauseTestOrder {
  /** `check-run.cjs` with its options and the command. */
  readonly args: readonly string[]
  readonly folder: string
  readonly environment: NodeJS.ProcessEnv
  /** What asks it to end where no signal can. */
  readonly stopFile: string
}

const newsSchema = v.variant('kind', [
  v.object({
    kind: v.literal('step'),
    id: v.picklist(pauseTestSteps),
    status: v.picklist(['now', 'passed', 'failed', 'skipped']),
    ms: v.nullable(v.number()),
    detail: v.string(),
  }),
  v.object({ kind: v.literal('output'), text: v.string() }),
  v.object({ kind: v.literal('report'), ...reportSchema.entries }),
])

/** How much of what the test itself complains about is kept. */
const mostComplaintCharacters = 4000

/** The program that carries a test out: it ends what it has started also when this app dies. */
export class PauseTestProcess {
  private readonly child: ChildProcess
  private complaint = ''

  constructor(
    private readonly order: PauseTestOrder,
    heard: (news: PauseTestNews) => void,
    ended: (complaint: string) => void,
  ) {
    const { program, args } = withoutInheritedFiles({ program: process.execPath, args: order.args })
    this.child = spawn(program, args, {
      cwd: order.folder,
      env: { ...order.environment, ELECTRON_RUN_AS_NODE: '1', FERMATA_STOP_FILE: order.stopFile },
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    })
    if (this.child.stdout) {
      createInterface({ input: this.child.stdout }).on('line', (line) => {
        const news = newsIn(line)
        if (news) heard(news)
      })
    }
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.complaint = (this.complaint + text).slice(-mostComplaintCharacters)
    })
    let hasEnded = false
    const end = (reason: string) => {
      if (!hasEnded) ended(reason)
      hasEnded = true
    }
    this.child.once('error', (error) => end(error.message))
    this.child.once('close', () => end(this.complaint.trim().split('\n').at(-1) ?? ''))
  }

  /** Asks it to end what it has started, and itself. */
  cancel(): void {
    if (process.platform === 'win32') makeStopFile(this.order.stopFile)
    else this.child.kill('SIGINT')
  }
}

function newsIn(line: string): PauseTestNews | null {
  try {
    const value: unknown = JSON.parse(line)
    return v.is(newsSchema, value) ? value : null
  } catch {
    return null // A line that was cut by its end; without a report the test counts as broken.
  }
}
