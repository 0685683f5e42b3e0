import { writeFileDurably } from '../platform/durable-file'

/**
 * Writes the exit code down when this process leaves, whichever way it takes, but for a kill.
 *
 * Whoever started it may have ended meanwhile, and nobody else can ask the system how a process ended.
 */
export function reportExit(path: string | undefined): void {
  if (path === undefined) return
  process.once('exit', (code) => {
    try {
      writeFileDurably(path, `${JSON.stringify({ pid: process.pid, code, at: Date.now() })}\n`, { mode: 0o600 })
    } catch {
      // A full disk, or a folder that was removed: the run's last line still tells how it ended.
    }
  })
}
