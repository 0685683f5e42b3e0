import { lstatSync } from 'node:fs'
import { stopSignals } from '../platform/stop-signals'
import { exitCodes } from './run-failure'

/** Whether the run was asked to stop. */
export interface StopSignal {
  /** Cheap enough to read before each item. */
  readonly requested: boolean
  /** Resolves with the first request, for whoever waits meanwhile. */
  readonly whenRequested: Promise<void>
  /** Asks from inside, for example when nobody can read the output any more. */
  request(): void
  /** Listens no more, so that the process can end by itself. */
  close(): void
}

/** What a stop signal needs to know; tests put their own values here. */
export interface StopSignalOptions {
  /** A file whose appearance asks to stop, looked at by a timer: how the app asks where it can't send Ctrl+C. */
  readonly stopFile?: string | undefined
  readonly leaveAtOnce?: () => void
  readonly now?: () => number
}

/** `npm run` hands on a Ctrl+C that the terminal has already delivered: a repeat within this time is the same one. */
const sameCtrlCMs = 250

/** How late a stop file may be seen. */
const stopFileLookMs = 250

/**
 * Listens for SIGINT, SIGTERM, SIGHUP (and Ctrl+Break on Windows) and for the stop file.
 *
 * The first one only asks, so that the run can finish its item and save. A second one leaves at once with 130.
 */
export function createStopSignal(options: StopSignalOptions = {}): StopSignal {
  const { stopFile, leaveAtOnce = () => process.exit(exitCodes.stopped), now = () => performance.now() } = options
  let requested = false
  let lastSignalAt: number | null = null
  let tell: () => void = () => {}
  const whenRequested = new Promise<void>((resolve) => {
    tell = resolve
  })
  const request = (): void => {
    requested = true
    tell()
  }
  const hear = (): void => {
    const isRepeat = lastSignalAt !== null && now() - lastSignalAt < sameCtrlCMs
    if (isRepeat) return
    const isSecond = lastSignalAt !== null
    lastSignalAt = now()
    if (isSecond) leaveAtOnce()
    else request()
  }
  const signals = stopSignals()
  for (const signal of signals) process.on(signal, hear)
  const timer = stopFile === undefined ? undefined : lookForStopFile(stopFile, request)

  return {
    get requested() {
      return requested
    },
    whenRequested,
    request,
    close() {
      for (const signal of signals) process.off(signal, hear)
      clearInterval(timer)
    },
  }
}

/** A timer only: it must work where file events don't, and four looks a second cost nothing. */
function lookForStopFile(path: string, request: () => void): NodeJS.Timeout {
  const timer = setInterval(() => {
    if (!isThere(path)) return
    clearInterval(timer)
    request()
  }, stopFileLookMs)
  return timer.unref()
}

function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined
  } catch {
    return false // It can't be looked at just now (rights, a lost drive); the next look is soon.
  }
}
