import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { expect } from '@playwright/test'
import { WebSocket } from 'undici'
import { type Folders, makeFolders, runFoldersIn } from './fermata'

type Electron = typeof import('electron')
type Result<Value> = Promise<Awaited<Value>>

/**
 * A packaged app, by which a test looks at it as Playwright does at the built one.
 *
 * Playwright gets into none: the app takes its switch for that away. This goes through the debugger of main, for which
 * the package's copy had that one fuse turned on again; the page is asked by main.
 */
export class PackagedApp {
  private asked = 0

  private constructor(
    private readonly child: ChildProcess,
    private readonly debugging: WebSocket,
    readonly folders: Folders,
  ) {}

  static async open(executable: string): Promise<PackagedApp> {
    const folders = makeFolders()
    const asRoot = process.getuid?.() === 0
    const flags = ['--inspect=127.0.0.1:0', `--user-data-dir=${folders.userData}`, ...(asRoot ? ['--no-sandbox'] : [])]
    const child = spawn(executable, flags, {
      cwd: '/',
      env: { ...process.env, FERMATA_WORKSPACE: folders.workspace },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let address: string | undefined
    for await (const line of createInterface(child.stderr)) {
      address = /^Debugger listening on (ws:\S+)/.exec(line)?.[1]
      if (address) break
    }
    if (!address) throw new Error('The package lets no debugger in: its copy for tests has another fuse')
    child.stderr.resume()
    const debugging = new WebSocket(address)
    await once(debugging, 'open')
    const opened = new PackagedApp(child, debugging, folders)
    await expect
      .poll(() => opened.page.evaluate(() => document.querySelector('h1') !== null).catch(() => false), {
        timeout: 30_000,
      })
      .toBe(true)
    return opened
  }

  readonly app = {
    evaluate: <Value, Argument>(action: (electron: Electron, argument: Argument) => Value, argument?: Argument) =>
      this.inMain<Awaited<Value>>(`(${action.toString()})(require('electron'), ${JSON.stringify(argument)})`),
  }

  readonly page = {
    evaluate: <Value, Argument>(action: (argument: Argument) => Value, argument?: Argument): Result<Value> => {
      const code = JSON.stringify(`(${action.toString()})(${JSON.stringify(argument)})`)
      return this.inMain(`require('electron').BrowserWindow.getAllWindows()[0].webContents.executeJavaScript(${code})`)
    },
  }

  private async inMain<Value>(expression: string): Promise<Value> {
    this.asked += 1
    const id = this.asked
    const answered = new Promise<{
      result: { result: { value: Value }; exceptionDetails?: { exception?: { description?: string } } }
    }>((done) => {
      const listen = ({ data }: { data: unknown }) => {
        const message = JSON.parse(String(data))
        if (message.id !== id) return
        this.debugging.removeEventListener('message', listen)
        done(message)
      }
      this.debugging.addEventListener('message', listen)
    })
    const params = { expression, awaitPromise: true, returnByValue: true, includeCommandLineAPI: true }
    this.debugging.send(JSON.stringify({ id, method: 'Runtime.evaluate', params }))
    const { result } = await answered
    if (result.exceptionDetails) throw new Error(result.exceptionDetails.exception?.description ?? 'It failed in main')
    return result.result.value
  }

  runFolders(): string[] {
    return runFoldersIn(this.folders)
  }

  async dispose(): Promise<void> {
    this.debugging.close()
    const ended = once(this.child, 'exit')
    this.child.kill('SIGKILL')
    await ended
    rmSync(this.folders.root, { recursive: true, force: true, maxRetries: 5 })
  }
}
