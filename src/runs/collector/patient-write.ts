import { setTimeout as sleep } from 'node:timers/promises'
import { DatabaseBusy } from './database'

/** Writes to the database as soon as no other program does. */
export type PatientWrite = <Result>(action: () => Result) => Promise<Result>

/** How long to wait for another program that writes, before each further try. */
const busyWaitMs = 50

/** How often a database that stays in use is mentioned. */
const busyWarnMs = 30_000

/** Makes the writer: another program that keeps the database for itself holds the run up, but never ends it. */
export function createPatientWrite(warn: (line: string) => void): PatientWrite {
  let warnedAt = Number.NEGATIVE_INFINITY
  return async (action) => {
    for (;;) {
      try {
        return action()
      } catch (error) {
        if (!(error instanceof DatabaseBusy)) throw error
        if (performance.now() - warnedAt > busyWarnMs) {
          warn('Another program keeps the database for itself: waiting for it; nothing is lost')
          warnedAt = performance.now()
        }
        await sleep(busyWaitMs)
      }
    }
  }
}
