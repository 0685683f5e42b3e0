import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { _electron, type ElectronApplication, expect, type Page } from '@playwright/test'

/** So long a start may take on a busy machine; each test's own limit is shorter. */
const startLimitMs = 180_000

export const projectFolder = resolve(import.meta.dirname, '../..')

/** The Electron executable that the app runs in. */
export function electronPath(): string {
  return execFileSync(process.execPath, [join(projectFolder, 'scripts/runtime.mjs')], { encoding: 'utf8' }).trim()
}

/** Folders of one test: the app's own state and the working folder of its runs. */
export interface Folders {
  readonly root: string
  readonly userData: string
  readonly workspace: string
  readonly pauseFile: string
  readonly collectorPauseFile: string
}

export function makeFolders(): Folders {
  const root = mkdtempSync(join(tmpdir(), 'fermata-e2e-'))
  const workspace = join(root, 'workspace')
  mkdirSync(workspace)
  return {
    root,
    userData: join(root, 'state'),
    workspace,
    pauseFile: join(workspace, 'pause.txt'),
    collectorPauseFile: join(workspace, 'pause_collector.txt'),
  }
}

/**
 * Asks main again when it threw the answer away: an answer that waits to be fetched goes when memory is tidied just then.
 *
 * So whatever a test asks of main must be right to be done twice.
 */
function askAgainWhenLost(app: ElectronApplication): void {
  const ask = app.evaluate.bind(app) as (look: never, argument: never) => Promise<unknown>
  const askAgain = async (look: never, argument: never): Promise<unknown> => {
    for (let tries = 20; ; tries -= 1)
      try {
        return await ask(look, argument)
      } catch (error) {
        if (tries === 1 || !String(error).includes('garbage collected')) throw error
        // Memory may be tidied several times in a row.
        await delay(100)
      }
  }
  app.evaluate = askAgain as typeof app.evaluate
}

/** The built app in a real window, with its own state folder, and what a test sees of it. */
export class Fermata {
  readonly training: ShownRun
  readonly collector: ShownRun

  private constructor(
    readonly app: ElectronApplication,
    readonly page: Page,
    readonly folders: Folders,
  ) {
    this.training = new ShownRun(page, folders, 'Training')
    this.collector = new ShownRun(page, folders, 'Collector')
  }

  /** Starts the app; `modules` are loaded into main before it. */
  static async open(
    folders: Folders = makeFolders(),
    colorScheme: 'dark' | 'light' = 'light',
    modules: readonly string[] = [],
  ): Promise<Fermata> {
    const env: Record<string, string> = {}
    for (const [name, value] of Object.entries(process.env)) if (value !== undefined) env[name] = value
    delete env.ELECTRON_RUN_AS_NODE
    env.FERMATA_WORKSPACE = folders.workspace
    const asRoot = process.getuid?.() === 0
    const app = await _electron.launch({
      executablePath: electronPath(),
      args: [
        ...modules.flatMap((module) => ['-r', module]),
        '.',
        `--user-data-dir=${folders.userData}`,
        ...(asRoot ? ['--no-sandbox'] : []),
      ],
      cwd: projectFolder,
      env,
      colorScheme,
      timeout: startLimitMs,
    })
    askAgainWhenLost(app)
    const page = await app.firstWindow({ timeout: startLimitMs })
    return new Fermata(app, page, folders)
  }

  /** Closes the app; its runs go on, so a test ends them with `endRuns` first or afterwards. */
  async close(): Promise<void> {
    await this.app.close()
  }

  /** Closes the app, ends what it started, and removes the test's folders. */
  async dispose(): Promise<void> {
    await this.app.close().catch(() => {
      // A test that killed the app on purpose has nothing left to close.
    })
    for (const run of runFoldersIn(this.folders)) {
      const pid = readRunPid(run)
      if (pid !== null && isRunOf(pid, this.folders.workspace)) process.kill(pid, 'SIGKILL')
    }
    rmSync(this.folders.root, { recursive: true, force: true, maxRetries: 5 })
  }

  button(name: string | RegExp) {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' })
  }

  /** The status sentence of the training. */
  get status() {
    return this.training.status
  }

  get pauseFileStatus() {
    return this.page.getByRole('status', { name: 'Pause file status' })
  }

  /** Waits until the window shows this state word for the training, as the sidebar and the head say it. */
  shows(state: string): Promise<void> {
    return this.training.shows(state)
  }

  async startSample(): Promise<void> {
    await this.button('Start the sample training').click()
    await this.shows('Running')
    await expect.poll(() => this.items(), { timeout: 20_000 }).toBeGreaterThan(0)
  }

  async startSampleCollector(): Promise<void> {
    await this.button('Start the sample collector').click()
    await this.collector.shows('Running')
    await expect.poll(() => this.collector.items(), { timeout: 20_000 }).toBeGreaterThan(0)
  }

  /** Items of the training. */
  items(): Promise<number> {
    return this.training.items()
  }

  /** Folders of the training's runs, oldest first. */
  runFolders(): string[] {
    return this.training.runFolders()
  }

  /** All bytes that the latest training wrote. */
  output(): string {
    return this.training.output()
  }

  /** The process of the latest training. */
  pid(): number {
    return this.training.pid()
  }
}

/** One run, as the window and the app's folders show it. */
export class ShownRun {
  constructor(
    private readonly page: Page,
    private readonly folders: Folders,
    readonly name: string,
    /** What the names of its folders begin with. */
    private readonly prefix = `${name.toLowerCase()}-`,
  ) {}

  get status() {
    return this.page.getByRole('status', { name: `${this.name} status` })
  }

  get progressBar() {
    return this.page.getByRole('progressbar', { name: `${this.name} progress` })
  }

  get link() {
    return this.page
      .getByRole('navigation', { name: 'Runs' })
      .getByRole('link', { name: new RegExp(`^${this.name}\\s`) })
  }

  /** Its buttons in the head, while it is the run that is shown. */
  button(name: string) {
    return this.page.getByRole('group', { name: `${this.name} controls` }).getByRole('button', { name, exact: true })
  }

  /** Waits until the sidebar shows this state word for the run. */
  async shows(state: string): Promise<void> {
    await expect(this.link).toHaveAccessibleName(new RegExp(`^${this.name} ${state}`), { timeout: 20_000 })
  }

  /** Items done, as the progress bar says while this is the run that is shown. */
  async items(): Promise<number> {
    if ((await this.progressBar.count()) === 0) return 0
    const text = (await this.progressBar.getAttribute('aria-valuetext')) ?? ''
    const match = /([\d,]+) of ([\d,]+)/.exec(text)
    return match?.[1] ? Number(match[1].replaceAll(',', '')) : 0
  }

  runFolders(): string[] {
    return runFoldersIn(this.folders).filter((path) => basename(path).startsWith(this.prefix))
  }

  /** All bytes that the latest run wrote. */
  output(): string {
    const latest = this.runFolders().at(-1)
    return latest ? readFileSync(join(latest, 'output.log'), 'utf8') : ''
  }

  /** The process of the latest run. */
  pid(): number {
    const latest = this.runFolders().at(-1)
    const pid = latest ? readRunPid(latest) : null
    if (pid === null) throw new Error('No run was started')
    return pid
  }
}

/** Folders of all runs, oldest first. */
export function runFoldersIn({ userData }: Folders): string[] {
  const runs = join(userData, 'runs')
  return existsSync(runs)
    ? readdirSync(runs)
        .sort()
        .map((name) => join(runs, name))
    : []
}

function readRunPid(folder: string): number | null {
  const file = join(folder, 'run.json')
  if (!existsSync(file)) return null
  const { pid } = JSON.parse(readFileSync(file, 'utf8')) as { pid?: unknown }
  return typeof pid === 'number' && pid > 1 ? pid : null
}

/** Only a process that works in this test's folder is ever ended by it. */
function isRunOf(pid: number, workspace: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(workspace)
  } catch {
    return false
  }
}

/** User and system time of a process in clock ticks (Linux). */
export function cpuTicks(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return Number(fields[11]) + Number(fields[12])
}
