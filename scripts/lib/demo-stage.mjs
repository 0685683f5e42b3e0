import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { SetupError } from './messages.mjs'
import { projectRoot } from './paths.mjs'

const stateLimitMs = 30_000
/** The sample training takes one to three minutes; a machine that is much slower than that is given up on. */
const finishLimitMs = 30 * 60_000

/** The app's window, with what the story needs of it. */
export class Stage {
  /**
   * @param {import('@playwright/test').Page} page
   * @param {string} root the folder that holds the app's state and the run's workspace
   * @param {string} pictures where pictures go
   */
  constructor(page, root, pictures) {
    this.page = page
    this.root = root
    this.pictures = pictures
  }

  async press(name) {
    await this.page.getByRole('button', { name, exact: true }).click()
  }

  async until(state, limitMs = stateLimitMs) {
    const link = this.page
      .getByRole('navigation', { name: 'Runs' })
      .getByRole('link', { name: new RegExp(`^Training ${state}`) })
    await link.waitFor({ timeout: limitMs })
  }

  async finish() {
    const finished = this.until('Finished', finishLimitMs).then(() => true)
    while (!(await Promise.race([finished, delay(10_000, false)]))) tell(`training: ${await this.items()}`)
  }

  async items() {
    return (await this.page.getByRole('progressbar').getAttribute('aria-valuetext')) ?? ''
  }

  /** The part of the latest run's log that matches last. */
  lastLine(pattern) {
    const runs = join(this.root, 'state', 'runs')
    const latest = readdirSync(runs).sort().at(-1)
    const lines = readFileSync(join(runs, latest, 'output.log'), 'utf8').split('\n')
    const found = lines.map((line) => pattern.exec(line)?.[0]).findLast((match) => match !== undefined)
    if (found === undefined) throw new SetupError(`the run's log has no line like ${pattern}; see ${runs}`)
    return found
  }

  async picture(name) {
    await this.page.screenshot({ path: join(this.pictures, `${name}.png`) })
  }
}

/**
 * Opens the app, dark, on folders of its own, which are removed afterwards.
 *
 * @param {string} executable
 * @param {(page: import('@playwright/test').Page, root: string, app: import('@playwright/test').ElectronApplication) => Promise<void>} play
 */
export async function withApp(executable, play) {
  const { _electron } = await import('@playwright/test')
  const root = mkdtempSync(join(tmpdir(), 'fermata-demo-'))
  const workspace = join(root, 'workspace')
  mkdirSync(workspace)
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  const app = await _electron.launch({
    executablePath: executable,
    args: ['.', `--user-data-dir=${join(root, 'state')}`, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    cwd: projectRoot,
    env: { ...env, FERMATA_WORKSPACE: workspace },
    colorScheme: 'dark',
  })
  try {
    await play(await app.firstWindow(), root, app)
  } finally {
    await app.close()
    rmSync(root, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Says what has just happened, and when. */
export function tell(line) {
  console.log(`${new Date().toTimeString().slice(0, 8)}  ${line}`)
}
