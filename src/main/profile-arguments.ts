import { isAbsolute } from 'node:path'
import * as v from 'valibot'
import { builtInOptions, type OptionValues } from '../shared/built-in-options'
import { type OwnRunSetup, pathKinds } from '../shared/own-run'
import { expectCount, nothing, oneOf, textUpTo } from './argument-checks'
import type { ArgumentReaders } from './ipc-arguments'
import { progressSchema, setupSchema } from './profile-store'

type ProfileChannels = Extract<keyof ArgumentReaders, `profile:${string}`>

const optionEntries = Object.values(builtInOptions)
  .flat()
  .map(({ name }) => [name, v.exactOptional(v.pipe(v.string(), v.maxLength(2000)))] as const)
// Not a record of any names: that would pass over a field called like a part of every object instead of refusing it.
const optionsSchema = v.pipe(
  v.strictObject(Object.fromEntries(optionEntries)),
  v.check((values) => Object.keys(values).length > 0),
  v.transform((values) => values as OptionValues),
)

/** Readers for the calls about saved runs. A setup is read field by field: whatever else it holds is refused. */
export function profileReaders(profileId: (value: unknown) => string): Pick<ArgumentReaders, ProfileChannels> {
  const onlyProfile = (values: readonly unknown[]): [string] => {
    expectCount(values, 1)
    return [profileId(values[0])]
  }
  const setupOf = (values: readonly unknown[]): [string | null, OwnRunSetup] => {
    expectCount(values, 2)
    return [values[0] === null ? null : profileId(values[0]), read(setupSchema, values[1])]
  }
  const path = (value: unknown) => {
    const text = textUpTo(4096)(value)
    if (text.includes('\0')) throw new Error('Wrong argument')
    return text
  }
  return {
    'profile:setup': onlyProfile,
    'profile:problem': nothing,
    'profile:check': setupOf,
    'profile:save': setupOf,
    'profile:remove': onlyProfile,
    'profile:move': (values) => {
      expectCount(values, 2)
      return [profileId(values[0]), oneOf(['up', 'down'] as const)(values[1])]
    },
    'profile:choosePath': (values) => {
      expectCount(values, 2)
      return [oneOf(pathKinds)(values[0]), path(values[1])]
    },
    'profile:chooseScript': (values) => {
      expectCount(values, 1)
      return [oneOf(['python', 'node'] as const)(values[0])]
    },
    'profile:ofScript': (values) => {
      expectCount(values, 1)
      const script = path(values[0])
      if (!isAbsolute(script)) throw new Error('Wrong argument')
      return [script]
    },
    'profile:options': onlyProfile,
    'profile:saveOptions': (values) => {
      expectCount(values, 2)
      return [profileId(values[0]), read(optionsSchema, values[1])]
    },
    'profile:findProgram': onlyProfile,
    'profile:recentLines': onlyProfile,
    'profile:tryPattern': (values) => {
      expectCount(values, 2)
      return [profileId(values[0]), read(progressSchema, values[1])]
    },
  }
}

function read<Schema extends v.GenericSchema>(schema: Schema, value: unknown): v.InferOutput<Schema> {
  // A list, a map or an expression can have fields by the names that are asked for, too.
  const isRecord = typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  const { success, output } = v.safeParse(schema, value)
  if (!isRecord || !success) throw new Error('Wrong argument')
  return output
}
