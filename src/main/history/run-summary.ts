import { createHash } from 'node:crypto'
import type { HistoryRun } from '../../shared/past-runs'
import { type RunHistory, timeIn } from '../../shared/run-history'
import { resultText } from '../../shared/run-result'
import { lineWordsOf } from '../../log-files/line-words'
import type { LatestRun, ProfileRun } from '../profile-run'
import { lastWriteAt } from '../run-events'
import { outcomeOfLastWord } from '../run-outcome'
import { commandLineOf, type RunProfile } from '../run-profiles'
import { runFolderOf, type RunRecord } from '../run-record'
import { historyBetween, keepCurve } from './run-curve'
import { readNotes, type RunScan, scanRun } from './run-scan'

/** Where a run stood when it was looked at last. */
export interface RunFigures {
  readonly item: number | null
  readonly total: number | null
  readonly failed: number | null
  readonly lastText: string
}

/** The same with what charts are drawn from, over the run's own time. */
export interface EndFigures extends RunFigures {
  readonly history: RunHistory | null
}

/** Where a living run stands. */
export function figuresOf({ status, own }: ProfileRun, { log }: LatestRun): RunFigures {
  const items = status?.status?.items
  const at = log.progress ?? own?.view.progress ?? null
  return {
    item: at?.item ?? items?.done ?? null,
    total: at?.total ?? items?.total ?? null,
    failed: items?.failed ?? null,
    ...lastSaid(log.latestLines().at(-1)?.message ?? ''),
  }
}

const savedLine = /^Progress saved: (\d+) of (\d+) items$/

/** The last line, and what it says itself of where the run stands: a run prints how far it got only now and then. */
function lastSaid(lastText: string): Pick<RunFigures, 'lastText'> & Partial<RunFigures> {
  const saved = savedLine.exec(lastText.trim())
  return saved ? { lastText, item: Number(saved[1]), total: Number(saved[2]) } : { lastText }
}

/** Names the settings of a run, whichever way it was started: continued, over, or with what had failed. */
export function settingsOf(
  record: Pick<RunRecord, 'commandLine' | 'workspace' | 'pauseFile'>,
  profile: RunProfile | null,
): string {
  const { commandLine, workspace, pauseFile } = record
  const modes = [profile?.startOverArgs ?? [], profile?.retryFailedArgs ?? []]
  const mode = modes.find(
    (args) => args.length > 0 && args.every((arg, at) => commandLine.at(at - args.length) === arg),
  )
  const plain = mode ? commandLine.slice(0, -mode.length) : commandLine
  return createHash('sha256')
    .update(JSON.stringify([plain, workspace, pauseFile]))
    .digest('hex')
}

/** Names the settings that a profile's next run would have. */
export function settingsNow(profile: RunProfile): string {
  return settingsOf({ ...profile, commandLine: commandLineOf(profile, 'continue') }, profile)
}

/** What the history keeps of a run that goes on. */
export function startedRun(record: RunRecord, profile: RunProfile | null, figures: RunFigures | null): HistoryRun {
  return {
    runId: record.runId,
    profileId: record.profileId,
    name: profile?.name ?? record.profileId,
    runKind: profile?.runKind ?? 'training',
    itemNoun: profile?.itemNoun ?? 'item',
    command: record.commandLine,
    settings: settingsOf(record, profile),
    startedAt: record.startedAt,
    endedAt: null,
    outcome: null,
    asleepMs: 0,
    item: figures?.item ?? null,
    total: figures?.total ?? null,
    result: '',
  }
}

/** What the history keeps of a run that has ended; its figures are kept in its folder on the way. */
export function endedRun(
  runsFolder: string,
  record: RunRecord & { readonly ended: NonNullable<RunRecord['ended']> },
  profile: RunProfile | null,
  figures: EndFigures,
): HistoryRun {
  const { ended } = record
  const { history } = figures
  const folder = runFolderOf(runsFolder, record.runId)
  if (history) keepCurve(folder, history)
  const run = startedRun(record, profile, figures)
  const result = resultText({
    ...run,
    outcome: ended.outcome,
    failed: figures.failed,
    validation: history?.validation.at(-1)?.value ?? null,
    savedAt: history?.saved?.time ?? null,
    // Any program ends by a stop; one of the user's own has saved only if it says so.
    hasSaved: !profile?.own || savedLine.test(figures.lastText.trim()),
    lastLine: figures.lastText,
    wasKilledHere: readNotes(folder.notes).some(({ note }) => note.kind === 'killAsked'),
  })
  const asleepMs = history ? timeIn('asleep', history.spans, ended.at) : 0
  return { ...run, endedAt: ended.at, outcome: ended.outcome, asleepMs, result }
}

/** A run that the history doesn't know yet, from what is in its folder. */
export async function runFromFiles(
  runsFolder: string,
  record: RunRecord,
  profile: RunProfile | null,
): Promise<{ readonly run: HistoryRun; readonly scan: RunScan }> {
  const folder = runFolderOf(runsFolder, record.runId)
  const at = record.ended?.at ?? lastWriteAt(folder.log)
  const words = profile?.own ? lineWordsOf(profile.own.confirmation) : undefined
  const scan = await scanRun(folder, { lastWrittenAt: at, end: null, words })
  const ended = record.ended ?? { at, outcome: outcomeOfLastWord(scan.lastWord) }
  const history = await trainedBetween(profile, record.startedAt, ended.at)
  const run = endedRun(runsFolder, { ...record, ended }, profile, { ...figuresIn(scan), history })
  return { run, scan }
}

function figuresIn({ progress, lastText }: RunScan): RunFigures {
  const failed = progress && 'failed' in progress ? progress.failed : null
  return { item: progress?.item ?? null, total: progress?.total ?? null, failed, ...lastSaid(lastText) }
}

async function trainedBetween(profile: RunProfile | null, from: number, to: number): Promise<RunHistory | null> {
  if (profile?.runKind !== 'training' || profile.metricsFile === null) return null
  return historyBetween(profile.metricsFile, from, to)
}
