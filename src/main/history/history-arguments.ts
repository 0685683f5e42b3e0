import * as v from 'valibot'
import {
  type HistoryCalls,
  type HistoryQuery,
  historyResults,
  historySpans,
  historyTables,
} from '../../shared/past-runs'
import { expectCount, nothing, type ReadersOf } from '../argument-checks'

/** The longest text that is searched for. */
const mostSearched = 200

const query = v.strictObject({
  text: v.pipe(v.string(), v.maxLength(mostSearched)),
  profileId: v.nullable(v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,100}$/))),
  result: v.picklist(historyResults),
  span: v.picklist(historySpans),
})
const runId = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,100}-\d{8}-\d{6}-\d{3}$/))
const place = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

const onlyRun = (values: readonly unknown[]): [string] => {
  expectCount(values, 1)
  return [read(runId, values[0])]
}

/** Readers of the arguments of the history's calls; anything but what a call is declared with throws. */
export const historyArguments: ReadersOf<HistoryCalls> = {
  'history:list': (values) => {
    expectCount(values, 2)
    return [readQuery(values[0]), read(place, values[1])]
  },
  'history:profiles': nothing,
  'history:run': onlyRun,
  'history:curve': onlyRun,
  'history:remove': onlyRun,
  'history:export': (values) => {
    expectCount(values, 2)
    return [readQuery(values[0]), read(v.picklist(historyTables), values[1])]
  },
}

function readQuery(value: unknown): HistoryQuery {
  if (Array.isArray(value)) throw new Error('Wrong argument')
  return read(query, value)
}

function read<Output>(schema: v.GenericSchema<unknown, Output>, value: unknown): Output {
  const result = v.safeParse(schema, value)
  if (!result.success) throw new Error('Wrong argument')
  return result.output
}
