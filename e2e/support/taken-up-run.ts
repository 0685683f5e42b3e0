import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Folders } from './fermata'

/**
 * A run that an earlier start of the app left behind: its process, its record and its log, as the app itself makes them.
 *
 * The app takes it up as `Training`, so that a test has a log in which any program can write.
 */
export class TakenUpRun {
  readonly log: string
  private readonly child: ChildProcess

  constructor(folders: Folders) {
    const runId = 'training-20261124-120000-000'
    const folder = join(folders.userData, 'runs', runId)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    this.log = join(folder, 'output.log')
    writeFileSync(this.log, '')
    this.child = spawn('python3', ['-c', 'import time; time.sleep(900)', folders.workspace], {
      stdio: 'ignore',
      detached: true,
    })
    const pid = this.child.pid ?? 0
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const startedAt = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    const bootId = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()
    const record = {
      runId,
      profileId: 'training',
      commandLine: ['python3', '-c', 'import time; time.sleep(900)'],
      workspace: folders.workspace,
      pauseFile: folders.pauseFile,
      startedAt: Date.UTC(2026, 10, 24, 12),
      pid,
      identity: { pid, startedAt, bootId },
      stopAskedAt: null,
      ended: null,
    }
    writeFileSync(join(folder, 'run.json'), JSON.stringify(record))
  }

  /** Writes as the run does: at the log's end. */
  write(text: string | Buffer): void {
    writeFileSync(this.log, text, { flag: 'a' })
  }

  /** Lets a Python program write into the log, as a run's program does, until it ends. */
  runPython(code: string): void {
    const end = openSync(this.log, 'a')
    try {
      const { status } = spawnSync('python3', ['-c', code], { stdio: ['ignore', end, end] })
      if (status !== 0) throw new Error(`python3 ended with ${status}`)
    } finally {
      closeSync(end)
    }
  }

  /** The same without waiting for its end. */
  startPython(code: string): ChildProcess {
    const end = openSync(this.log, 'a')
    try {
      return spawn('python3', ['-c', code], { stdio: ['ignore', end, end] })
    } finally {
      closeSync(end)
    }
  }

  /** Ends the run's process. */
  end(): void {
    this.child.kill('SIGKILL')
  }
}
