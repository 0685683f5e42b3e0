import { constants, createReadStream, createWriteStream, existsSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { openedLogOf, readTrimmedPart } from '../log-files/trimmed-part'
import { writeChosenFile } from '../platform/chosen-file'
import type { CommandResult, IpcCalls } from '../shared/ipc'
import type { ShownLog } from './log-service'
import { done, refused } from './profile-run'

/** What the desktop around the app can do with a log. */
export interface LogDesktop {
  copyText(text: string): void
  /** Opens the folder of a file with the file picked out. */
  showInFolder(path: string): void
  /** Opens a log in the program that was chosen for logs, else in the system's; why that failed, or nothing. */
  openLog(path: string): Promise<string>
  /** Asks where to save a copy; null when the person would rather not. */
  askWhereToSave(title: string, suggestion: string): Promise<string | null>
  /** Tells of something that went wrong outside the window's pages. */
  tellProblem(title: string, text: string): void
}

/** The log of a profile's run, of the latest one for null; null when there is none. */
export type LogOf = (profileId: string, runId: string | null) => Promise<ShownLog | null>

type LogChannel = 'log:copyText' | 'log:copyPath' | 'log:showInFolder' | 'log:openInEditor' | 'log:save'

type LogActions = {
  readonly [Channel in LogChannel]: (...values: Parameters<IpcCalls[Channel]>) => CommandResult | Promise<CommandResult>
}

/** What can be done with a run's log outside the window: copied, shown, opened, saved. */
export function logActions(logOf: LogOf, desktop: LogDesktop): LogActions {
  const withLog = async (
    profileId: string,
    runId: string | null,
    act: (log: ShownLog) => void | Promise<CommandResult>,
  ) => {
    const shown = await logOf(profileId, runId)
    if (!shown || !existsSync(shown.log)) return refused
    return (await act(shown)) ?? done
  }
  return {
    'log:copyText': (text) => {
      desktop.copyText(text)
      return done
    },
    'log:copyPath': (profileId, runId) => withLog(profileId, runId, ({ log }) => desktop.copyText(log)),
    'log:showInFolder': (profileId, runId) => withLog(profileId, runId, ({ log }) => desktop.showInFolder(log)),
    'log:openInEditor': (profileId, runId) => withLog(profileId, runId, ({ log }) => openLog(log, desktop)),
    'log:save': (profileId, runId) => withLog(profileId, runId, (shown) => saveLog(shown, desktop)),
  }
}

/** A log that lost its beginning has zeros there, which editors show or stumble over: they get a copy of what is left. */
async function openLog(log: string, desktop: LogDesktop): Promise<CommandResult> {
  const { bytes } = await readTrimmedPart(log)
  const path = bytes > 0 ? openedLogOf(log) : log
  const copy = (aside: string) =>
    pipeline(createReadStream(log, { start: bytes }), createWriteStream(aside, { mode: 0o600 }))
  const notCopied = bytes > 0 ? await writeChosenFile(path, copy) : null
  const notOpened = notCopied === null ? await desktop.openLog(path) : ''
  if (notCopied === null && notOpened === '') return done
  desktop.tellProblem('Couldn’t open the log', notCopied ?? `${path}: ${notOpened}`)
  return refused
}

async function saveLog({ log, runId }: ShownLog, desktop: LogDesktop): Promise<CommandResult> {
  const path = await desktop.askWhereToSave('Save a copy of the log', `${runId}.log`)
  if (path === null || path === log) return refused
  const problem = await writeChosenFile(path, async (aside) => {
    const { bytes } = await readTrimmedPart(log)
    // A clone where the disk can make one: a log can have gigabytes. What was taken out of it is no text to save.
    if (bytes === 0) await copyFile(log, aside, constants.COPYFILE_FICLONE)
    else await pipeline(createReadStream(log, { start: bytes }), createWriteStream(aside))
  })
  if (problem === null) return done
  desktop.tellProblem('Couldn’t save the log', problem)
  return refused
}
