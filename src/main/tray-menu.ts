import type { MenuItemConstructorOptions } from 'electron'
import { holdName, listed } from '../shared/hold-words'
import type { Hold } from '../shared/holds'
import type { RunView, StartMode } from '../shared/ipc'
import { clock, duration, NBSP, percent, sinceTime } from '../shared/wording'
import { cantAnswer, unansweredMs } from './run-news'
import { shareDone } from './taskbar-progress'
import type { TraySign } from './tray-icon'

/** What the tray's menu can have done. */
export interface TrayCommands {
  /** Holds a run for its person, until they let go or until a time. */
  pause(profileId: string, until: number | null): void
  resume(profileId: string): void
  start(profileId: string, mode: StartMode): void
  pauseAll(): void
  resumeAll(): void
  open(): void
  quit(): void
}

const minuteMs = 60_000
/** Lengths only: a time of day would have passed once the menu has stood for long. */
const pauseLengths = [
  { label: `30${NBSP}minutes`, ms: 30 * minuteMs },
  { label: `1${NBSP}hour`, ms: 60 * minuteMs },
] as const

/** The tray's menu: each run with how it stands and its one action, and what concerns all of them. */
export function trayTemplate(
  runs: readonly RunView[],
  now: number,
  commands: TrayCommands,
): MenuItemConstructorOptions[] {
  const isWorking = runs.some(({ state }) => state.kind === 'running')
  return [
    ...runs.flatMap((run): MenuItemConstructorOptions[] => [
      { label: plain(`${run.name}: ${[wordsOf(run, now), ...figuresOf(run)].join(', ')}`), enabled: false },
      ...actionsOf(run, commands),
      { type: 'separator' },
    ]),
    { label: 'Pause all', enabled: isWorking, click: () => commands.pauseAll() },
    { label: 'Resume all', enabled: runs.some(isHeldByPerson), click: () => commands.resumeAll() },
    { type: 'separator' },
    { label: 'Open Fermata', click: () => commands.open() },
    { label: 'Quit…', click: () => commands.quit() },
  ]
}

/** What the menu's lines of a run follow from, without the figures that change as it works. */
export function menuKey({ name, state, holds, own, data }: RunView): string {
  return JSON.stringify([name, state, holds, own?.quietSince, own?.confirmation.kind, data?.isOther])
}

/** How the runs stand, all in one sign; what needs looking at comes first. */
export function traySign(runs: readonly RunView[], now: number, hasUnseenFailure: boolean): TraySign {
  const isMissed = (run: RunView) =>
    run.state.kind === 'pauseRequested' && now - run.state.since >= unansweredMs && !cantAnswer(run)
  if (hasUnseenFailure || runs.some((run) => run.problem !== null || isMissed(run))) return 'attention'
  const has = (...kinds: readonly RunView['state']['kind'][]) => runs.some(({ state }) => kinds.includes(state.kind))
  if (has('pauseRequested')) return 'pausing'
  if (has('running', 'starting', 'resumeRequested', 'stopping')) return 'running'
  return has('paused') ? 'paused' : 'idle'
}

/** What this says stays true while nothing happens: times of day, no lengths. */
function wordsOf({ state, holds, own }: RunView, now: number): string {
  switch (state.kind) {
    case 'idle':
      return 'not running'
    case 'pauseRequested':
      return own?.quietSince == null ? 'asked to pause' : 'probably paused'
    case 'paused':
      return `paused${holderOf(holds)} ${pausedWhen(holds, state.since, now)}`
    case 'resumeRequested':
      return 'resuming'
    case 'ended':
      return endOf(state.outcome)
    case 'starting':
    case 'running':
    case 'stopping':
      return state.kind
  }
}

function holderOf(holds: readonly Hold[]): string {
  const names = holds.map(({ owner, reason }) => (owner === 'outside' ? 'a file' : holdName(reason).by))
  return names.length > 0 ? ` by ${listed(names)}` : ''
}

function pausedWhen([hold, ...others]: readonly Hold[], since: number, now: number): string {
  const until = others.length === 0 ? (hold?.until ?? null) : null
  return until === null ? `since ${sinceTime(since, now)}` : `until ${clock(until)}`
}

function endOf(outcome: Extract<RunView['state'], { kind: 'ended' }>['outcome']): string {
  switch (outcome.kind) {
    case 'completed':
      return 'finished'
    case 'failed':
      return `failed, exit code ${outcome.exitCode}`
    case 'notSpawned':
      return 'couldn’t start'
    case 'stopped':
    case 'killed':
    case 'lost':
      return outcome.kind
  }
}

function figuresOf(run: RunView): readonly string[] {
  if (run.state.kind !== 'running') return []
  const share = shareDone(run)
  const leftMs = (run.progress?.etaSeconds ?? 0) * 1000
  return [
    ...(share === null ? [] : [percent(share, 1)]),
    ...(Number.isFinite(leftMs) && leftMs > 0 ? [`${duration(leftMs)} left`] : []),
  ]
}

function actionsOf(run: RunView, commands: TrayCommands): readonly MenuItemConstructorOptions[] {
  const { profileId, state } = run
  const name = plain(run.name)
  const resumes = (label: string) => [{ label, click: () => commands.resume(profileId) }]
  const starts = (label: string, mode: StartMode) => [{ label, click: () => commands.start(profileId, mode) }]
  switch (state.kind) {
    case 'running':
      return [
        { label: `Pause ${name}`, click: () => commands.pause(profileId, null) },
        // No submenu: Electron keeps that of each menu that another has taken the place of, for good (seen in 33).
        ...pauseLengths.map(({ label, ms }) => ({
          label: `Pause ${name} for ${label}`,
          click: () => commands.pause(profileId, Date.now() + ms),
        })),
      ]
    case 'pauseRequested':
      return resumes(cantAnswer(run) ? `Resume ${name}` : `Cancel pause of ${name}`)
    case 'paused':
      return resumes(`Resume ${name}`)
    case 'idle':
      return starts(`Start ${name}`, 'continue')
    case 'ended':
      if (state.outcome.kind === 'completed') return starts(`Start ${name} again`, 'startOver')
      // Whether the progress with other data is to be set aside is asked in the window.
      if (run.data?.isOther) return []
      return starts(state.outcome.kind === 'notSpawned' ? `Start ${name}` : `Continue ${name}`, 'continue')
    case 'starting':
    case 'resumeRequested':
    case 'stopping':
      return []
  }
}

function isHeldByPerson({ state, holds }: RunView): boolean {
  const isHeld = state.kind === 'paused' || state.kind === 'pauseRequested'
  return isHeld && holds.some(({ owner }) => owner === 'you')
}

/** A name as it is: menus underline the letter after an ampersand. */
function plain(text: string): string {
  return text.replaceAll('&', '&&')
}
