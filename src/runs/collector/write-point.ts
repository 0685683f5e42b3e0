const killAt = Number(process.env.FERMATA_KILL_AT_WRITE ?? 0)
const killAtRecord = Number(process.env.FERMATA_KILL_AT_RECORD ?? 0)
const crashEvery = Number(process.env.FERMATA_CRASH_WORKER_EVERY ?? 0)

let writesPassed = 0
let recordsPassed = 0
let ordersPassed = 0

/**
 * Stands before and after whatever is written to the database, for tests only: with FERMATA_KILL_AT_WRITE=N in the environment the
 * process kills itself at the Nth of them, as a power cut would.
 */
export function writePoint(): void {
  writesPassed += 1
  if (writesPassed === killAt) process.kill(process.pid, 'SIGKILL')
}

/** The same for what a worker writes into its journal, with FERMATA_KILL_AT_RECORD=N. */
export function recordPoint(): void {
  recordsPassed += 1
  if (recordsPassed === killAtRecord) process.kill(process.pid, 'SIGKILL')
}

/**
 * Stands where a worker has told what came of its order, for tests only: with FERMATA_CRASH_WORKER_EVERY=N in the
 * environment a worker ends itself by an error nobody expects at its Nth order, some right away and some a little later.
 */
export function orderPoint(): void {
  ordersPassed += 1
  if (crashEvery === 0 || ordersPassed < crashEvery) return
  const crash = (): never => {
    throw new Error('ended by a test')
  }
  if (Math.random() < 0.5) setImmediate(crash)
  else setTimeout(crash, 3)
}
