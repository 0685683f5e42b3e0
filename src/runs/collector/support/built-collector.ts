import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import {
  builtProgram,
  startProgram,
  type ProgramOptions,
  type ProgramOutcome,
  type StartedProgram,
} from '../../support/built-program'

/** Starts the built collector in plain Node; proxies of the machine that tests run on are left out. */
export function startCollector(args: readonly string[], options: ProgramOptions = {}): StartedProgram {
  const env = { HTTP_PROXY: '', HTTPS_PROXY: '', http_proxy: '', https_proxy: '', ...options.env }
  return startProgram(builtProgram('collector'), args, { ...options, env })
}

/** Runs the built collector to its end. */
export function runCollector(args: readonly string[], options: ProgramOptions = {}): Promise<ProgramOutcome> {
  return startCollector(args, options).outcome
}

/** Asks the database in a workspace, as another tool would. */
export function rowsIn(workspace: string, sql: string): readonly Record<string, unknown>[] {
  const database = new DatabaseSync(join(workspace, 'collector.db'), { readOnly: true, timeout: 2000 })
  try {
    // The library's rows have no prototype, which makes them unequal to any other object.
    return JSON.parse(JSON.stringify(database.prepare(sql).all())) as Record<string, unknown>[]
  } finally {
    database.close()
  }
}

/** The one number that a question to the database has for an answer. */
export function numberIn(workspace: string, sql: string): number {
  return Number(Object.values(rowsIn(workspace, sql)[0] ?? {})[0])
}
