import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { writeChosenFile } from '../../platform/chosen-file'
import type { CommandResult, IpcCalls } from '../../shared/ipc'
import { type HistoryCalls, type HistoryDetails, historyPageSize } from '../../shared/past-runs'
import type { LogDesktop } from '../log-actions'
import { done, refused } from '../profile-run'
import type { RunProfile } from '../run-profiles'
import { newestRunRecord, runFolderOf } from '../run-record'
import type { History } from './history'
import { csvOf } from './history-csv'
import { curveFileOf, readCurve } from './run-curve'
import { settingsNow } from './run-summary'

/** What answers the history's calls. */
export interface HistoryAnswerer {
  readonly history: History
  readonly runsFolder: string
  profileOf(profileId: string): RunProfile | null
  readonly desktop: LogDesktop
}

type Handlers = {
  readonly [Channel in keyof HistoryCalls]: (
    ...values: Parameters<IpcCalls[Channel]>
  ) => Promise<ReturnType<IpcCalls[Channel]>>
}

/** The window's calls about the history, carried out; `opened` settles once the runs of earlier starts are taken up. */
export function historyCalls(opened: Promise<void>, answerer: HistoryAnswerer): Handlers {
  const { history, runsFolder } = answerer
  const storeOf = async () => {
    await opened
    return history.store()
  }
  return {
    'history:list': async (query, from) => {
      const store = await storeOf()
      const now = Date.now()
      const rows = store?.list(query, now, from, historyPageSize) ?? []
      return { total: store?.count(query, now) ?? 0, rows, problem: history.problem }
    },
    'history:profiles': async () => (await storeOf())?.profiles() ?? [],
    'history:run': async (runId) => {
      await storeOf()
      return detailsOf(answerer, runId)
    },
    'history:curve': (runId) => readCurve(runFolderOf(runsFolder, runId)),
    'history:remove': async (runId) => {
      await opened
      return (await history.remove(runId)) ? done : refused
    },
    'history:export': async (query, table) => {
      const store = await storeOf()
      const path = await answerer.desktop.askWhereToSave('Export the history', `fermata-${table}.csv`)
      if (!store || path === null) return refused
      const now = Date.now()
      const rows = store.list(query, now, 0, Number.MAX_SAFE_INTEGER)
      return saveTable(path, csvOf(rows, table, now), answerer.desktop)
    },
  }
}

async function detailsOf(
  { history, runsFolder, profileOf }: HistoryAnswerer,
  runId: string,
): Promise<HistoryDetails | null> {
  const row = (await history.store())?.find(runId)
  if (!row) return null
  const folder = runFolderOf(runsFolder, runId)
  const profile = profileOf(row.profileId)
  return {
    ...row,
    hasLog: existsSync(folder.log) || existsSync(folder.packedLog),
    isLatest: newestRunRecord(runsFolder, row.profileId)?.runId === runId,
    sameSettings: profile && settingsNow(profile) === row.settings,
    hasCurve: existsSync(curveFileOf(folder)),
  }
}

async function saveTable(path: string, text: string, desktop: LogDesktop): Promise<CommandResult> {
  const problem = await writeChosenFile(path, (aside) => writeFile(aside, text))
  if (problem === null) return done
  desktop.tellProblem('Couldn’t save the history', problem)
  return refused
}
