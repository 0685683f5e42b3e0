import type { CommandResult } from '../shared/ipc'
import type { IpcHandlers } from './ipc-handlers'
import type { TrayCommands } from './tray-menu'

type Answer = CommandResult | Promise<CommandResult>

/** The tray's commands, done as the window's are; of one that was refused the window tells why. */
export function trayCommands(handlers: IpcHandlers, showRun: (profileId: string) => void): Omit<TrayCommands, 'open'> {
  const tell = async (profileId: string, answer: Answer) => {
    const { ok } = await answer
    if (!ok) showRun(profileId)
  }
  return {
    pause: (profileId, until) => void tell(profileId, handlers['run:pause'](profileId, until)),
    resume: (profileId) => void tell(profileId, handlers['run:resume'](profileId)),
    start: (profileId, mode) => void tell(profileId, handlers['run:start'](profileId, mode)),
    pauseAll: () => void handlers['runs:pauseAll'](),
    resumeAll: () => void handlers['runs:resumeAll'](),
    quit: () => void handlers['leaving:request'](),
  }
}
