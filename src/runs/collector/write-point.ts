const killAt = Number(process.env.FERMATA_KILL_AT_WRITE ?? 0)

let passed = 0

/**
 * Stands before and after whatever is written, for tests only: with FERMATA_KILL_AT_WRITE=N in the environment the
 * process kills itself at the Nth of them, as a power cut would.
 */
export function writePoint(): void {
  passed += 1
  if (passed === killAt) process.kill(process.pid, 'SIGKILL')
}
