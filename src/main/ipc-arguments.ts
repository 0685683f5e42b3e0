import { type ComputerInterest, computerInterests } from '../shared/computer'
import type { IpcCalls, PauseFileText, StartMode, TrainingData } from '../shared/ipc'
import type { HoldOwner } from '../shared/holds'
import { type Shell, shells } from '../shared/pause-file'
import { expectCount, nothing, oneOf, type ReadersOf, textUpTo } from './argument-checks'
import { chartArguments } from './chart-arguments'
import { historyArguments } from './history/history-arguments'
import { menuArguments } from './menu-arguments'
import { profileReaders } from './profile-arguments'
import { readRunRules, type RunRules } from '../shared/rules'
import { quitChoices } from '../shared/settings'
import { settingsChange } from './settings-schema'

/** Reads the arguments of each call; a channel without a reader is a type error. */
export type ArgumentReaders = ReadersOf<IpcCalls>

const startModes: readonly StartMode[] = ['continue', 'startOver', 'retryFailed', 'acceptDrift']
const dataKinds: readonly TrainingData['kind'][] = ['sample', 'collected', 'file']
const pauseFileTexts: readonly PauseFileText[] = ['path', 'pause', 'resume']

/** The most that is copied of a log at once; the log service gives no more either. */
const mostCopiedCharacters = 16 * 1024 * 1024

/** More repeats of a run than this can't have been meant. */
const mostVerifyingRepeats = 100

/** Readers that accept exactly what a call is declared with, and throw at anything else. */
export function argumentReaders(profileIds: () => readonly string[]): ArgumentReaders {
  const profileId = (value: unknown) => oneOf(profileIds())(value)
  const onlyProfile = (values: readonly unknown[]): [string] => {
    expectCount(values, 1)
    return [profileId(values[0])]
  }
  const logOfRun = (values: readonly unknown[]): [string, string | null] => {
    expectCount(values, 2)
    return [profileId(values[0]), values[1] === null ? null : runId(values[1])]
  }
  return {
    ...historyArguments,
    ...menuArguments,
    ...chartArguments(profileId),
    'runs:list': nothing,
    'disk:low': nothing,
    'view:shown': (values) => {
      expectCount(values, 1)
      return [values[0] === null ? null : profileId(values[0])]
    },
    'leaving:request': nothing,
    'leaving:read': nothing,
    'leaving:answer': (values) => {
      expectCount(values, 2)
      return [oneOf(quitChoices)(values[0]), trueOrFalse(values[1])]
    },
    'leaving:cancel': nothing,
    'leaving:now': nothing,
    'settings:read': nothing,
    'settings:chooseLogEditor': nothing,
    'settings:change': (values) => {
      expectCount(values, 1)
      return [settingsChange(values[0])]
    },
    'rules:read': onlyProfile,
    'rules:save': (values) => {
      expectCount(values, 2)
      return [profileId(values[0]), runRules(values[1])]
    },
    'computer:watch': (values) => {
      expectCount(values, 1)
      return [oneOf<ComputerInterest>(computerInterests)(values[0])]
    },
    'run:start': (values) => {
      expectCount(values, 2)
      return [profileId(values[0]), oneOf(startModes)(values[1])]
    },
    'run:pause': (values) => {
      expectCount(values, 2)
      return [profileId(values[0]), values[1] === null ? null : timeAhead(values[1])]
    },
    'run:resume': onlyProfile,
    'run:release': (values) => {
      expectCount(values, 2)
      return [profileId(values[0]), holdOwner(values[1])]
    },
    'runs:pauseAll': nothing,
    'runs:resumeAll': nothing,
    'run:stop': onlyProfile,
    'run:kill': onlyProfile,
    'run:dismissProblem': onlyProfile,
    'run:dismissFound': onlyProfile,
    'run:processUse': onlyProfile,
    'run:history': onlyProfile,
    'verification:read': onlyProfile,
    'verification:start': (values) => {
      expectCount(values, 2)
      return [profileId(values[0]), wholeNumberUpTo(mostVerifyingRepeats)(values[1])]
    },
    'verification:cancel': onlyProfile,
    'run:chooseData': (values) => {
      expectCount(values, 2)
      return [profileId(values[0]), oneOf(dataKinds)(values[1])]
    },
    ...profileReaders(profileId),
    'pauseTest:read': onlyProfile,
    'pauseTest:start': onlyProfile,
    'pauseTest:cancel': onlyProfile,
    'pauseFile:show': onlyProfile,
    'pauseFile:copy': (values) => {
      expectCount(values, 3)
      return [profileId(values[0]), oneOf(pauseFileTexts)(values[1]), oneOf<Shell>(shells)(values[2])]
    },
    'log:open': logOfRun,
    'log:list': onlyProfile,
    'log:copyText': (values) => {
      expectCount(values, 1)
      return [textUpTo(mostCopiedCharacters)(values[0])]
    },
    'log:copyPath': logOfRun,
    'log:showInFolder': logOfRun,
    'log:openInEditor': logOfRun,
    'log:save': logOfRun,
  }
}

function runRules(value: unknown): RunRules {
  const read = readRunRules(value)
  // The window asks with the same schema before it sends them, so this is no wrong entry but a wrong call.
  if ('problem' in read) throw new Error('Wrong argument')
  return read.rules
}

/** A name as the app gives it to a run, so that it can be none of a folder elsewhere. */
function runId(value: unknown): string {
  if (typeof value !== 'string' || !/^[a-z0-9-]+-\d{8}-\d{6}-\d{3}$/.test(value)) throw new Error('Wrong argument')
  return value
}

/** The longest that a pause can be asked for. */
const longestPauseMs = 366 * 24 * 3_600_000

function timeAhead(value: unknown): number {
  const ahead = typeof value === 'number' && Number.isSafeInteger(value) ? value - Date.now() : Number.NaN
  // A clock that stands a little differently by the time the call arrives is no error: such a pause ends at once.
  if (!(ahead > -60_000 && ahead < longestPauseMs)) throw new Error('Wrong argument')
  return value as number
}

/** Someone who can hold a run; whether they do is for the supervisor to know. */
function holdOwner(value: unknown): HoldOwner {
  const isOwner = typeof value === 'string' && /^(you|outside|quit|rule:[\w:.-]{1,200})$/.test(value)
  if (!isOwner) throw new Error('Wrong argument')
  return value as HoldOwner
}

function wholeNumberUpTo(most: number): (value: unknown) => number {
  return (value) => {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > most)
      throw new Error('Wrong argument')
    return value
  }
}

function trueOrFalse(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new Error('Wrong argument')
  return value
}
