import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { RunView } from '../../../src/shared/ipc'
import { Fermata, type Folders, makeFolders, projectFolder } from '../fermata'
import { type FloodRun, saveFlood } from './flood-run'
import { isThere } from './processes'
import { busyLimitMs, until } from './until'

/** So long a training is; short enough to end a few times among all that happens to it. */
const epochs = '40'
const linesPerSecond = 5000

/** The app with its two runs: the built-in training, and a flood of lines. It is killed and started again at will. */
export class SoakedApp {
  /** Hashes of the models that trainings ended with. */
  readonly models: string[] = []

  private constructor(
    readonly folders: Folders,
    readonly flood: FloodRun,
    private opened: Fermata,
  ) {
    this.page.setDefaultTimeout(busyLimitMs)
  }

  /** Opens the app for the first time. */
  static async open(): Promise<SoakedApp> {
    const folders = makeFolders()
    const flood = saveFlood(folders, linesPerSecond)
    const options = { version: 1, options: { mode: 'sample', epochs } }
    writeFileSync(join(folders.userData, 'training-options.json'), JSON.stringify(options), { mode: 0o600 })
    return new SoakedApp(folders, flood, await Fermata.open(folders))
  }

  get profileIds(): readonly string[] {
    return ['training', this.flood.id]
  }

  get page() {
    return this.opened.page
  }

  /** Looks at something in main. V8 may throw away an answer that Playwright waits for; then the look is taken again. */
  async inMain<T>(look: Parameters<typeof this.opened.app.evaluate<T, void>>[0]): Promise<T> {
    for (let tries = 5; ; tries -= 1)
      try {
        return await this.opened.app.evaluate(look)
      } catch (error) {
        if (tries === 1 || !/context was destroyed|garbage collected/.test(String(error))) throw error
      }
  }

  get pid(): number {
    return this.opened.app.process().pid ?? 0
  }

  pauseFileOf(profileId: string): string {
    return profileId === 'training' ? this.folders.pauseFile : this.flood.pauseFile
  }

  runFolderOf(runId: string): string {
    return join(this.folders.userData, 'runs', runId)
  }

  /** Folders of all runs of a profile. */
  runFolders(profileId: string): readonly string[] {
    const runs = join(this.folders.userData, 'runs')
    const names = existsSync(runs) ? readdirSync(runs) : []
    return names.filter((name) => name.startsWith(`${profileId}-`)).map((name) => join(runs, name))
  }

  async view(profileId: string): Promise<RunView> {
    const views = await this.page.evaluate(() => window.fermata.listRuns())
    const view = views.find((one) => one.profileId === profileId)
    if (!view) throw new Error(`The app shows no ${profileId}`)
    return view
  }

  /** Ends the app without its leave, and opens it again. */
  async killAndReopen(signal: NodeJS.Signals): Promise<void> {
    const { app } = this.opened
    const closed = app.waitForEvent('close', { timeout: busyLimitMs })
    app.process().kill(signal)
    await closed
    this.opened = await Fermata.open(this.folders)
    this.page.setDefaultTimeout(busyLimitMs)
  }

  /** Waits until the run does what its pause file says, and the app says so: whatever ended is started again first. */
  async settle(profileId: string): Promise<RunView> {
    let last = ''
    const wanted = () => (existsSync(this.pauseFileOf(profileId)) ? 'paused' : 'running')
    const view = await until(`${profileId} to be settled`, async () => {
      const now = await this.view(profileId)
      last = `${now.state.kind}, process ${now.pid}`
      if (now.state.kind === 'idle' || now.state.kind === 'ended') await this.startAgain(now)
      return now.state.kind === wanted() && now.pid !== null && isThere(now.pid) && (await this.showsWord(now)) && now
    }).catch((error: Error) => {
      throw new Error(`${error.message}; wanted ${wanted()}, last seen ${last}`)
    })
    if (view.state.kind === 'paused') await this.expectStill(view)
    return view
  }

  /** Closes the app for good. */
  async close(): Promise<void> {
    await this.opened.close()
  }

  async dispose(): Promise<void> {
    await this.opened.dispose()
  }

  /** Takes the hash of a training that has finished, and begins another; goes on with anything else. */
  private async startAgain({ profileId, runId, state }: RunView): Promise<void> {
    const isDone = state.kind === 'ended' && state.outcome.kind === 'completed'
    if (isDone) this.models.push(modelIn(this.runFolderOf(runId ?? '')))
    const answer = await this.page.evaluate(([id, mode]) => window.fermata.startRun(id, mode), [
      profileId,
      isDone ? 'startOver' : 'continue',
    ] as const)
    if (!answer.ok) throw new Error(`${profileId} was not started: ${JSON.stringify(answer.problem)}`)
  }

  private async showsWord({ profileId, state }: RunView): Promise<boolean> {
    const word = this.page.locator(`.run-link[href="#${profileId}"] .run-detail [data-tone]`)
    const [shown] = await word.allTextContents()
    return shown?.toLowerCase() === state.kind
  }

  /** A run that is said to be paused prints nothing. */
  private async expectStill({ profileId, runId }: RunView): Promise<void> {
    const log = join(this.runFolderOf(runId ?? ''), 'output.log')
    const before = statSync(log).size
    await sleep(300)
    const after = statSync(log).size
    if (after !== before) throw new Error(`${profileId} is said to be paused, and wrote ${after - before} bytes`)
  }
}

/** The hash that an undisturbed training with the same settings ends with. */
export async function undisturbedModel(root: string): Promise<string> {
  const workspace = join(root, 'undisturbed')
  mkdirSync(workspace)
  const trainer = join(projectFolder, 'out', 'main', 'trainer.cjs')
  const args = [trainer, '--workspace', workspace, '--mode', 'sample', '--epochs', epochs]
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 2 ** 28 })
  return hashIn(stdout)
}

/** The hash that a training says, in its run's log, its model has. */
export function modelIn(runFolder: string): string {
  return hashIn(readFileSync(join(runFolder, 'output.log'), 'utf8'))
}

function hashIn(output: string): string {
  const hash = /Model saved: .+ sha256=([0-9a-f]{64})$/m.exec(output)?.[1]
  if (hash === undefined) throw new Error(`No model was saved: ${output.slice(-500)}`)
  return hash
}
