import { dirname } from 'node:path'
import type { CommandResult, IpcCalls, PauseFileText } from '../shared/ipc'
import { pauseCommand, resumeCommand, type Shell } from '../shared/pause-file'
import type { LogService } from './log-service'
import { lookAtPauseFile } from './pause-file-look'
import { done } from './profile-run'
import type { RunSupervisor } from './run-supervisor'

/** What answers each call, at once or later. */
export type IpcHandlers = {
  readonly [Channel in keyof IpcCalls]: (
    ...values: Parameters<IpcCalls[Channel]>
  ) => ReturnType<IpcCalls[Channel]> | Promise<ReturnType<IpcCalls[Channel]>>
}

/** What the desktop around the app can do. */
export interface Desktop {
  copyText(text: string): void
  /** Opens the folder of a file with the file picked out. */
  showInFolder(path: string): void
  openFolder(path: string): Promise<void>
}

/** The window's calls, carried out. `opened` settles once the runs of earlier starts are taken up. */
export function ipcHandlers(
  supervisor: RunSupervisor,
  opened: Promise<void>,
  desktop: Desktop,
  logs: LogService,
): IpcHandlers {
  const pauseFileOf = (profileId: string) => supervisor.profileOf(profileId).pauseFile
  return {
    'runs:list': async () => {
      await opened
      return supervisor.list()
    },
    'run:start': async (profileId, mode) => {
      await opened
      return supervisor.start(profileId, mode)
    },
    'run:pause': (profileId) => supervisor.requestPause(profileId),
    'run:resume': (profileId) => supervisor.requestResume(profileId),
    'run:stop': (profileId) => supervisor.stop(profileId),
    'run:kill': (profileId) => supervisor.kill(profileId),
    'run:dismissProblem': (profileId) => supervisor.dismissProblem(profileId),
    'run:history': (profileId) => supervisor.history(profileId),
    'pauseFile:show': (profileId) => showPauseFile(pauseFileOf(profileId), desktop),
    'pauseFile:copy': (profileId, text, shell) => {
      desktop.copyText(pauseFileText(pauseFileOf(profileId), text, shell))
      return done
    },
    'log:open': async (profileId) => {
      await opened
      const log = supervisor.logOf(profileId)
      return log && logs.open(log)
    },
  }
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
