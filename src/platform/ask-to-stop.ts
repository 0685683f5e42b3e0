import type { ChildProcess } from 'node:child_process'
import { writeFileSync } from 'node:fs'

/** Asks a run program of ours that this process has started to save and leave: on Windows a signal would only kill it. */
export function askChildToStop(child: ChildProcess, stopFile: string): void {
  if (process.platform === 'win32') writeFileSync(stopFile, '')
  else child.kill('SIGINT')
}
