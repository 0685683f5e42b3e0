import type { RunView } from '../../../shared/ipc'
import type { ProcessUse } from '../../../shared/run-evidence'
import type { RunHistory } from '../../../shared/run-history'
import { clock, count, counted, duration, elapsed, NBSP, plural } from '../../../shared/wording'

/** What is seen of a run whose program has ended while others of its group work on; null otherwise. */
export function leftBehindSentence({ evidence }: RunView): string | null {
  const rest = evidence.leftBehind
  if (!rest) return null
  const are = rest.count === 1 ? 'is' : 'are'
  if (rest.isProven)
    return `The program Fermata started has ended, ${counted(rest.count, 'process')} it started ${are} still working.`
  const them = rest.count === 1 ? 'it' : 'them'
  return `The program Fermata started has ended, ${counted(rest.count, 'process')} of its group ${are} still there. Nothing shows that it started ${them}, so Fermata can’t stop ${them}.`
}

/** What a run does that says it paused; null while nothing speaks against it. */
export function contradictionSentence({ state, evidence, itemNoun }: RunView): string | null {
  if (state.kind !== 'pauseRequested' || state.contradicted !== true) return null
  return `It says it paused, but it goes on: ${counted(evidence.itemsSince ?? 0, itemNoun)} since.`
}

/** What a paused run printed besides; empty when nothing. It may be another part of the program that goes on talking. */
export function talkSincePaused({ state, evidence }: RunView): string {
  const lines = evidence.linesSincePaused
  return state.kind === 'paused' && lines > 0 ? ` It has printed ${counted(lines, 'line')} since it paused.` : ''
}

/** That the pause file is gone, and by whom: more than that it wasn't Fermata can't be known. */
export function fileIsGone({ pauseFile, evidence }: RunView): string {
  return evidence.fileGoneBy === 'outside'
    ? `${pauseFile.name} is gone; it was deleted outside Fermata.`
    : `${pauseFile.name} is gone.`
}

/** How much processor time a run takes: `97 % of one core`. */
export function cpuWords({ cpuPercent }: ProcessUse): string {
  return cpuPercent === null ? 'Measuring…' : `${count(cpuPercent)}${NBSP}% of one core`
}

/** Less than this of one core is what a program takes that only waits. */
const restingCpuPercent = 2

/** What is seen of a run that has not answered a pause, or whose answer isn't true, and what that means. */
export function unconfirmedEvidence(run: RunView, history: RunHistory, use: ProcessUse | null, now: number): string {
  const contradiction = contradictionSentence(run)
  const cpu = use?.cpuPercent ?? null
  const items = contradiction === null ? itemsSince(run, history) : null
  const seen = [cpuSeen(cpu), itemsSeen(run, items), outputSeen(run, now)].filter((one) => one !== null).join(', ')
  if (contradiction !== null) return seen === '' ? contradiction : `${contradiction} Seen now: ${seen}.`
  const colon = seen === '' ? '' : `: ${seen}`
  const { name, itemNoun } = run
  const has = `${run.pauseFile.name} has been there for ${duration(now - sinceOf(run))} and ${name}`
  if (items !== null && items > 1) return `${has} is still working${colon}. It probably doesn’t look at this file.`
  const rests = cpu !== null && cpu < restingCpuPercent
  const means = rests ? 'It may have paused without saying so.' : `It may still be busy with one ${itemNoun}.`
  return `${has} has not said that it paused${colon}. ${means}`
}

function cpuSeen(cpuPercent: number | null): string | null {
  return cpuPercent === null ? null : `CPU ${count(cpuPercent)}${NBSP}%`
}

function itemsSeen({ itemNoun }: RunView, items: number | null): string | null {
  if (items === null) return null
  if (items === 0) return `no ${itemNoun} since then`
  return `${count(items)} more ${items === 1 ? itemNoun : plural(itemNoun)} since then`
}

function outputSeen({ evidence: { lastOutputAt } }: RunView, now: number): string | null {
  return lastOutputAt === null ? null : `last output ${elapsed(now - lastOutputAt)} ago`
}

function sinceOf({ state }: RunView): number {
  return 'since' in state ? state.since : 0
}

/** Items since the pause was asked for; the charts tell it where the app wasn't there yet. */
function itemsSince(run: RunView, history: RunHistory): number | null {
  const { evidence, progress } = run
  if (evidence.itemsSince !== null) return evidence.itemsSince
  const before = history.loss.findLast((point) => point.time <= sinceOf(run))
  return before && progress ? Math.max(0, progress.item - before.item) : null
}

/** When a run printed something last; empty while that isn't known. */
export function lastOutput({ evidence: { lastOutputAt } }: RunView, now: number): string {
  if (lastOutputAt === null) return ''
  const age = now - lastOutputAt
  return age < 2000 ? 'The last output came just now.' : `The last output came ${duration(age)} ago.`
}

/** When the app was closed while a run went on: `from 14:19 to 14:22`. */
export function closedSpan(found: Extract<RunView['found'], { kind: 'reattached' }>): string {
  const to = clock(found.openedAt)
  if (found.closedFrom === null) return `until ${to}`
  const from = clock(found.closedFrom)
  return from === to ? `for ${elapsed(found.openedAt - found.closedFrom)}, until ${to}` : `from ${from} to ${to}`
}
