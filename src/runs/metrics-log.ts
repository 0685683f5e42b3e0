import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs'
import { toAppend } from '../platform/own-file'
import type { MetricsRecord } from '../shared/metrics'
import { reasonOf } from './run-failure'

/** Without the time, which the log adds. */
export type MetricsEntry = MetricsRecord extends infer Kind
  ? Kind extends MetricsRecord
    ? Omit<Kind, 'time'>
    : never
  : never

/** The metrics file of a run, open for its records. */
export interface MetricsLog<Entry = MetricsEntry> {
  append(entry: Entry): void
  close(): void
}

/**
 * Opens a metrics file to append to.
 *
 * Charts are worth less than the work: a record that can't be written is lost, said once, and the run goes on.
 */
export function openMetricsLog<Entry extends object = MetricsEntry>(
  path: string,
  warn: (line: string) => void,
): MetricsLog<Entry> {
  let descriptor: number | null = null
  let hasWarned = false
  const attempt = (action: () => void): void => {
    try {
      action()
    } catch (error) {
      if (!hasWarned) warn(`Can't write the chart data ${path}: ${reasonOf(error)}; the run goes on`)
      hasWarned = true
    }
  }
  attempt(() => {
    descriptor = openSync(path, toAppend)
    endTornLine(descriptor)
  })
  return {
    append(entry) {
      attempt(() => {
        if (descriptor !== null) writeSync(descriptor, `${JSON.stringify({ time: Date.now(), ...entry })}\n`)
      })
    },
    close() {
      if (descriptor !== null) closeSync(descriptor)
      descriptor = null
    },
  }
}

/** A kill may have cut the last record short: what follows must stand on a line of its own. */
function endTornLine(descriptor: number): void {
  const { size } = fstatSync(descriptor)
  const last = Buffer.alloc(1)
  if (size > 0 && readSync(descriptor, last, 0, 1, size - 1) === 1 && last[0] !== 0x0a) writeSync(descriptor, '\n')
}
