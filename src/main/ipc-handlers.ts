import { dirname } from 'node:path'
import type { AboutApp } from '../shared/app-menu'
import type { CommandResult, IpcCalls, PauseFileText, TrainingData } from '../shared/ipc'
import { pauseCommand, resumeCommand, type Shell } from '../shared/pause-file'
import type { ShortcutId } from '../shared/shortcuts'
import { chartActions } from './chart-actions'
import { valueSourceOf } from './chart-values'
import type { DiskWatch } from './disk-watch'
import { type HistoryAnswerer, historyCalls } from './history/history-calls'
import { logActions, type LogDesktop, type LogOf } from './log-actions'
import type { LogService } from './log-service'
import type { PastLogs } from './past-logs'
import type { PauseTestDesk } from './pause-tests'
import { lookAtPauseFile } from './pause-file-look'
import { profileActions, type ProfileParts } from './profile-actions'
import { dismissFound, done, refused } from './profile-run'
import type { Automation } from './rules/automation'
import type { RunSupervisor } from './run-supervisor'
import type { RunVerifier } from './run-verifier'
import type { AppSettings } from './app-settings'
import type { Leaving } from './leaving'
import type { QuitChoice } from '../shared/settings'

/** What answers each call, at once or later. */
export type IpcHandlers = {
  readonly [Channel in keyof IpcCalls]: (
    ...values: Parameters<IpcCalls[Channel]>
  ) => ReturnType<IpcCalls[Channel]> | Promise<ReturnType<IpcCalls[Channel]>>
}

/** What the desktop around the app can do. */
export interface Desktop extends LogDesktop {
  openFolder(path: string): Promise<void>
  /** Asks the person for a table to learn from; null when they'd rather not. */
  askForTable(): Promise<string | null>
}

/** The history of all runs, and what it needs. */
type PastRuns = Omit<HistoryAnswerer, 'desktop'>

/** What answers calls besides the supervisor. */
export interface Surroundings {
  readonly desktop: Desktop
  readonly logs: LogService
  readonly pastLogs: PastLogs
  readonly disk: DiskWatch
  readonly profiles: ProfileParts
  readonly settings: AppSettings
  readonly pastRuns: PastRuns
  readonly verifier: RunVerifier
  readonly automation: Automation
  readonly leaving: Leaving
  readonly pauseTests: PauseTestDesk
  readonly about: () => AboutApp
  /** Has the app's menu offer these. */
  readonly offerInMenu: (shortcuts: readonly ShortcutId[]) => void
  /** Hears which run the page shows; null when it shows none. */
  readonly runShown: (profileId: string | null) => void
}

/** The window's calls, carried out. `opened` settles once the runs of earlier starts are taken up. */
export function ipcHandlers(supervisor: RunSupervisor, opened: Promise<void>, around: Surroundings): IpcHandlers {
  const { desktop, logs, pastLogs, disk, settings, automation, pastRuns, verifier, leaving, pauseTests } = around
  const logOf: LogOf = async (profileId, runId) =>
    runId === null ? supervisor.logOf(profileId) : pastLogs.open(profileId, runId)
  const pauseFileOf = (profileId: string) => supervisor.profileOf(profileId).pauseFile
  return {
    'runs:list': async () => {
      await opened
      return supervisor.list()
    },
    ...historyCalls(opened, { ...pastRuns, desktop }),
    'disk:low': () => disk.low,
    'menu:offer': (shortcuts) => {
      around.offerInMenu(shortcuts)
      return done
    },
    'app:about': () => around.about(),
    'view:shown': (profileId) => {
      around.runShown(profileId)
      return done
    },
    ...leavingCalls(leaving),
    'settings:read': () => settings.view(),
    'settings:chooseLogEditor': async () => ((await settings.chooseLogEditor()) ? done : refused),
    'settings:change': (change) => (settings.change(change) ? done : refused),
    'rules:read': (profileId) => automation.view(profileId),
    'rules:save': (profileId, rules) => automation.save(profileId, rules),
    'computer:watch': (interest) => automation.watchFor(interest),
    'run:start': async (profileId, mode) => {
      await opened
      // A test uses the same folder and pause file.
      return pauseTests.isTesting(profileId) ? refused : supervisor.start(profileId, mode)
    },
    'run:pause': async (profileId, until) => {
      // What an app that was killed left behind is concluded first.
      await opened
      return supervisor.requestPause(profileId, until)
    },
    'run:resume': (profileId) => supervisor.requestResume(profileId),
    'run:release': (profileId, owner) => supervisor.releaseHold(profileId, owner),
    'runs:pauseAll': () => supervisor.pauseAll(),
    'runs:resumeAll': () => supervisor.resumeAll(),
    'run:stop': (profileId) => supervisor.stop(profileId),
    'run:kill': (profileId) => supervisor.kill(profileId),
    'run:dismissProblem': (profileId) => supervisor.dismissProblem(profileId),
    'run:dismissFound': (profileId) => dismissFound(supervisor.runs.of(profileId)),
    'run:processUse': (profileId) => supervisor.processUse(profileId),
    'run:history': (profileId) => supervisor.history(profileId),
    'verification:read': async (profileId) => {
      await opened
      return verifier.view(profileId)
    },
    'verification:start': (profileId, repeats) => verifier.start(profileId, repeats),
    'verification:cancel': (profileId) => verifier.cancel(profileId),
    'run:chooseData': async (profileId, kind) => {
      const data = await dataOf(kind, desktop)
      return data ? supervisor.chooseData(profileId, data) : refused
    },
    ...profileActions(around.profiles),
    'pauseTest:read': (profileId) => pauseTests.read(profileId),
    'pauseTest:start': async (profileId) => {
      await opened
      return pauseTests.start(profileId)
    },
    'pauseTest:cancel': (profileId) => pauseTests.cancel(profileId),
    'pauseFile:show': (profileId) => showPauseFile(pauseFileOf(profileId), desktop),
    'pauseFile:copy': (profileId, text, shell) => {
      desktop.copyText(pauseFileText(pauseFileOf(profileId), text, shell))
      return done
    },
    'log:open': async (profileId, runId) => {
      await opened
      const log = await logOf(profileId, runId)
      return log && logs.open(log, supervisor.profileOf(profileId).own?.confirmation ?? null)
    },
    'log:list': (profileId) => pastLogs.list(profileId),
    ...logActions(logOf, desktop),
    ...chartActions((profileId) => valueSourceOf(supervisor, profileId), desktop),
  }
}

function leavingCalls(leaving: Leaving) {
  return {
    'leaving:request': () => {
      void leaving.request()
      return done
    },
    'leaving:read': () => leaving.read(),
    'leaving:answer': (choice: QuitChoice, always: boolean) => {
      leaving.answer(choice, always)
      return done
    },
    'leaving:cancel': () => {
      leaving.cancel()
      return done
    },
    'leaving:now': () => {
      leaving.leave()
      return done
    },
  }
}

async function dataOf(kind: TrainingData['kind'], desktop: Desktop): Promise<TrainingData | null> {
  if (kind !== 'file') return { kind }
  const path = await desktop.askForTable()
  return path === null ? null : { kind, path }
}

async function showPauseFile(path: string, desktop: Desktop): Promise<CommandResult> {
  if (lookAtPauseFile(path)) desktop.showInFolder(path)
  else await desktop.openFolder(dirname(path))
  return done
}

function pauseFileText(path: string, text: PauseFileText, shell: Shell): string {
  if (text === 'pause') return pauseCommand(shell, path)
  return text === 'resume' ? resumeCommand(shell, path) : path
}
