import type { RunView } from '../../../shared/ipc'
import type { RunHistory } from '../../../shared/run-history'
import type { QuitChoice } from '../../../shared/settings'
import { duration, percent } from '../../../shared/wording'
import { itemsOf } from './collection'
import { phaseLooks, phaseOf, unconfirmedAfterMs } from './phase'
import { statusSentence } from './status'

const numbers = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten']

/** `Two runs are active` */
export function quitTitle(count: number): string {
  return count === 1 ? 'One run is active' : `${numberWord(count)} runs are active`
}

/** Where the runs stand, and the question. */
export function quitQuestion(runs: readonly RunView[]): string {
  // `Training is at 33.7 % and Collector at 40.4 %.`
  const stands = runs.map((run, index) => `${run.name} ${index === 0 ? 'is ' : ''}${standOf(run)}`)
  const they = runs.length === 1 ? 'it' : 'they'
  return `${list(stands)}. What should ${they} do when Fermata closes?`
}

/** What each choice does. */
export function quitHint(choice: QuitChoice, count: number): string {
  const one = count === 1
  const all = one ? 'It' : count === 2 ? 'Both' : 'All'
  switch (choice) {
    case 'keep':
      return `${one ? 'It goes' : 'They go'} on without Fermata and ${one ? 'is' : 'are'} picked up when it opens again.`
    case 'pause':
      return one
        ? 'It finishes its current item and waits. Fermata closes once it has confirmed.'
        : `${all} finish their current item and wait. Fermata closes once ${all.toLowerCase()} have confirmed.`
    case 'stop':
      return one
        ? 'It saves its progress and ends. You can continue it later.'
        : `${all} save their progress and end. You can continue them later.`
  }
}

/** The choices by name. */
export const quitNames: Readonly<Record<QuitChoice, string>> = {
  keep: 'Keep running in the background',
  pause: 'Pause and keep',
  stop: 'Stop gracefully',
}

/** What the button says that carries the choice out. */
export const quitButtons: Readonly<Record<QuitChoice, string>> = {
  keep: 'Quit',
  pause: 'Pause and quit',
  stop: 'Stop and quit',
}

/** What the app waits for before it closes. */
export function waitingTitle(choice: Exclude<QuitChoice, 'keep'>, busy: number): string {
  const runs = busy === 1 ? 'one run' : `${numberWord(busy).toLowerCase()} runs`
  return `Waiting for ${runs} to ${choice === 'pause' ? 'pause' : 'save'}`
}

/** Whether the app need not wait for this run any longer. */
export function isSettled(choice: Exclude<QuitChoice, 'keep'>, { state }: RunView): boolean {
  return state.kind === 'ended' || state.kind === 'idle' || (choice === 'pause' && state.kind === 'paused')
}

/** What a run does that is waited for. */
export function waitingSentence(run: RunView, history: RunHistory, now: number): string {
  if (run.state.kind === 'paused') return 'Paused.'
  if (run.problem?.kind === 'pauseFileNotCreated')
    return `${run.pauseFile.name} couldn’t be created: ${run.problem.reason} (${run.problem.code}).`
  return statusSentence(run, history, now)
}

/** What is said of runs that don't answer in time; null before that. */
export function lateWords(
  choice: Exclude<QuitChoice, 'keep'>,
  busy: readonly RunView[],
  waitedMs: number,
): { readonly title: string; readonly text: string } | null {
  if (waitedMs < unconfirmedAfterMs || busy.length === 0) return null
  const names = list(busy.map(({ name }) => name))
  const [has, it] = busy.length === 1 ? ['has', 'it'] : ['have', 'they']
  const after = duration(unconfirmedAfterMs)
  if (choice === 'stop')
    return {
      title: `${names} ${busy.length === 1 ? 'is' : 'are'} still saving after ${after}`,
      text: `If you quit now, ${it} ${busy.length === 1 ? 'goes' : 'go'} on saving and then end${busy.length === 1 ? 's' : ''}.`,
    }
  return {
    title: `${names} ${has} not confirmed after ${after}`,
    text: `If you quit now, the pause stays asked for: ${it} may still pause, or go on working.`,
  }
}

function standOf(run: RunView): string {
  const items = itemsOf(run)
  return items
    ? `at ${percent(items.item, items.total)}`
    : phaseLooks[phaseOf(run)].label.toLowerCase().replace('…', '')
}

function numberWord(count: number): string {
  return numbers[count] ?? String(count)
}

function list(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
