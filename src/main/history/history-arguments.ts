import * as v from 'valibot'
import {
  type HistoryCalls,
  type HistoryQuery,
  historyResults,
  historySpans,
  historyTables,
} from '../../shared/past-runs'

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

type HistoryArguments = {
  readonly [Channel in keyof HistoryCalls]: (values: readonly unknown[]) => Parameters<HistoryCalls[Channel]>
}

const onlyRun = (values: readonly unknown[]): [string] => {
  const [first] = counted(values, 1)
  return [read(runId, first)]
}

/** Readers of the arguments of the history's calls; anything but what a call is declared with throws. */
export const historyArguments: HistoryArguments = {
  'history:list': (values) => {
    const [first, second] = counted(values, 2)
    return [readQuery(first), read(place, second)]
  },
  'history:profiles': (values) => {
    counted(values, 0)
    return []
  },
  'history:run': onlyRun,
  'history:curve': onlyRun,
  'history:remove': onlyRun,
  'history:export': (values) => {
    const [first, second] = counted(values, 2)
    return [readQuery(first), read(v.picklist(historyTables), second)]
  },
}

function readQuery(value: unknown): HistoryQuery {
  if (Array.isArray(value)) throw new Error('Wrong argument')
  return read(query, value)
}

function counted(values: readonly unknown[], count: number): readonly unknown[] {
  if (values.length !== count) throw new Error('Wrong number of arguments')
  return values
}

function read<Output>(schema: v.GenericSchema<unknown, Output>, value: unknown): Output {
  const result = v.safeParse(schema, value)
  if (!result.success) throw new Error('Wrong argument')
  return result.output
}
