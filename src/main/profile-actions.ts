import type { CommandResult } from '../shared/ipc'
import type { OwnRunSetup, PathKind, SetupFinding, SetupSaved } from '../shared/own-run'
import { type CommandQuestion, commandQuestion, isOtherCommand, needsStart } from './command-question'
import type { IpcHandlers } from './ipc-handlers'
import { optionsView, saveOptions } from './option-actions'
import { profileOf } from './own-profiles'
import { done, refused } from './profile-run'
import type { ProfileStore, SavedRun } from './profile-store'
import { searchForProgram } from './program-search'
import { recentLines, tryPattern } from './recent-lines'
import type { RunSupervisor } from './run-supervisor'
import { setupOfScript } from './script-setup'
import { checkSetup } from './setup-check'

/** What main's own questions are asked by: the window can neither answer nor word them. */
export interface ProfileDesktop {
  /** Whether the person allows a command to be kept. */
  allowCommand(question: CommandQuestion): Promise<boolean>
  /** A path that the person chose; null when they'd rather not. */
  choosePath(kind: PathKind, from: string): Promise<string | null>
}

/** What the answers to the window's calls about saved runs are made of. */
export interface ProfileParts {
  readonly store: ProfileStore
  readonly supervisor: RunSupervisor
  readonly desktop: ProfileDesktop
  readonly keepsSecrets: boolean
  /** Takes away what else is kept of a run that was removed. */
  removed(profileId: string): void
}

type ProfileChannels = Extract<keyof IpcHandlers, `profile:${string}`>

const searchPath = () => process.env.PATH ?? ''

/** The window's calls about the user's own runs, carried out. */
export function profileActions(parts: ProfileParts): Pick<IpcHandlers, ProfileChannels> {
  const { store, supervisor, desktop } = parts
  return {
    'profile:setup': (profileId) => {
      const saved = store.find(profileId)
      return saved && shownSetup(saved)
    },
    'profile:problem': () => store.problem,
    'profile:check': (profileId, setup) => findingsOf(parts, profileId, setup),
    'profile:save': (profileId, setup) => save(parts, profileId, setup),
    'profile:remove': async (profileId) => {
      if (!store.find(profileId) || supervisor.runs.isActive(profileId) || store.remove(profileId) !== null)
        return refused
      await supervisor.runs.remove(profileId)
      parts.removed(profileId)
      return done
    },
    'profile:move': (profileId, step) => move(parts, profileId, step),
    'profile:choosePath': (kind, from) => desktop.choosePath(kind, from),
    'profile:chooseScript': async (kind) => {
      const path = await desktop.choosePath(kind, '')
      return path === null ? null : withOwnPauseFile(parts, setupOfScript(path, searchPath()))
    },
    'profile:ofScript': (path) => withOwnPauseFile(parts, setupOfScript(path, searchPath())),
    'profile:options': (profileId) => optionsView(parts, profileId),
    'profile:saveOptions': (profileId, values) => saveOptions(parts, profileId, values),
    'profile:findProgram': (profileId) => {
      const saved = store.find(profileId)
      return saved && searchForProgram(saved, searchPath())
    },
    'profile:recentLines': (profileId) => recentLines(supervisor.logOf(profileId)?.log ?? null),
    'profile:tryPattern': (profileId, progress) => tryPattern(supervisor.logOf(profileId)?.log ?? null, progress),
  }
}

/** What the window may see: a secret stays in main. */
function shownSetup(saved: SavedRun): OwnRunSetup {
  const { id: _, ...setup } = saved
  return {
    ...setup,
    environment: setup.environment.map(({ name, value, isSecret }) => ({
      name,
      value: isSecret ? null : value,
      isSecret,
    })),
  }
}

function findingsOf(parts: ProfileParts, profileId: string | null, setup: OwnRunSetup): readonly SetupFinding[] {
  const others = parts.supervisor.runs.all.map(({ profile }) => profile).filter(({ id }) => id !== profileId)
  const ownPath = setup.environment.find(({ name }) => name === 'PATH')?.value
  return checkSetup(setup, { others, searchPath: ownPath ?? searchPath(), keepsSecrets: parts.keepsSecrets })
}

async function save(parts: ProfileParts, profileId: string | null, sent: OwnRunSetup): Promise<SetupSaved> {
  const { store, supervisor, desktop } = parts
  const setup = { ...sent, name: sent.name.trim() }
  const obstacle = (): SetupSaved | null => {
    if (profileId !== null && !store.find(profileId))
      return { kind: 'notKept', reason: 'This run was removed meanwhile.' }
    if (profileId !== null && supervisor.runs.isActive(profileId) && needsStart(setup, store.find(profileId)))
      return { kind: 'notKept', reason: 'It is running. Stop it first, then save.' }
    const findings = findingsOf(parts, profileId, setup).filter(({ isProblem }) => isProblem)
    return findings.length > 0 ? { kind: 'refused', findings } : null
  }
  const before = obstacle()
  if (before) return before
  if (isOtherCommand(setup, profileId === null ? null : store.find(profileId))) {
    if (!(await desktop.allowCommand(commandQuestion(setup, searchPath())))) return { kind: 'declined' }
    // Much can have happened while the question was open.
    const after = obstacle()
    if (after) return after
  }
  const saved = store.save(profileId, setup)
  if ('reason' in saved) return { kind: 'notKept', reason: saved.reason }
  await supervisor.runs.put(profileOf(saved.run))
  return { kind: 'saved', profileId: saved.run.id }
}

function move({ store, supervisor }: ProfileParts, profileId: string, step: 'up' | 'down'): CommandResult {
  const ids = store.all.map(({ id }) => id)
  const at = ids.indexOf(profileId)
  const other = ids[at + (step === 'up' ? -1 : 1)]
  if (at < 0 || other === undefined) return refused
  const moved = ids.map((id) => (id === profileId ? other : id === other ? profileId : id))
  if (store.order(moved) !== null) return refused
  supervisor.runs.order(moved)
  return done
}

/** A name that no other run's pause file has, where the usual one is taken. */
function withOwnPauseFile(parts: ProfileParts, setup: OwnRunSetup): OwnRunSetup {
  const isTaken = (one: OwnRunSetup) =>
    findingsOf(parts, null, one).some(({ field, short }) => field === 'pauseFile' && short.includes('another run'))
  if (!isTaken(setup)) return setup
  const word = setup.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')
  return { ...setup, pauseFile: `pause_${word || 'run'}.txt` }
}
