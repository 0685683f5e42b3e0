import { parseDriftLine, refusedExitCode, type Difference, type Drift } from '../../../shared/drift-line'
import type { RunView } from '../../../shared/ipc'
import { plural } from '../../../shared/wording'
import type { NoticeRow, NoticeView, RichText } from './notice-parts'

/** Why the latest start was refused because something has changed since the progress was saved; else null. */
export function driftOf(run: RunView): Drift | null {
  const { state } = run
  if (state.kind !== 'ended' || state.outcome.kind !== 'failed' || state.outcome.exitCode !== refusedExitCode)
    return null
  return parseDriftLine(run.latestLines.at(-1)?.message ?? '')
}

/** What has changed, and the ways out; null when nothing was refused for that. */
export function driftNotice(run: RunView): NoticeView | null {
  const drift = driftOf(run)
  if (!drift) return null
  const { differences } = drift
  const what = differences.length === 1 ? 'something has changed' : `${differences.length} things have changed`
  return {
    key: 'drift',
    tone: 'failed',
    title: `${run.name} wasn’t continued: ${what}`,
    text: [
      ...differences.map(differenceText),
      [`${run.runKind === 'collection' ? 'What was collected' : 'The saved progress'} is as it was: nothing is lost.`],
    ],
    rows: rowsFor(run, drift),
    primary: null,
    buttons: [],
    dismiss: null,
    isTicking: false,
  }
}

/** What each part of a saved training is called in the window; what isn't named here is shown as the run says it. */
const names: Readonly<Record<string, string>> = {
  'program version': 'Version of the trainer',
  runtime: 'Runtime',
  library: 'Learning library',
  mode: 'Size of the training',
  epochs: 'Epochs',
  'batch size': 'Batch size',
  seed: 'Seed',
  data: 'Data',
  target: 'Column to predict',
  'the source': 'Source',
  'the seed': 'Seed',
}

function differenceText({ what, before, now }: Difference): RichText {
  const name = names[what]
  return [name ?? { code: what }, ': ', { code: shown(before) }, ' → ', { code: shown(now) }]
}

function shown(value: string | null): string {
  return value ?? 'not set'
}

function rowsFor(run: RunView, { differences, mayGoOn }: Drift): readonly NoticeRow[] {
  const noun = plural(run.itemNoun)
  const rows: NoticeRow[] = []
  if (mayGoOn)
    rows.push({
      title: 'Continue anyway',
      text: [
        `All ${noun} stay what they are. The last digits of the model may differ from those of an undisturbed run.`,
      ],
      button: 'Continue anyway',
      action: 'acceptDrift',
    })
  const data = differences.find(({ what }) => what === 'data')
  if (data && run.data) rows.push(dataRow(data))
  rows.push({
    title: 'Start over',
    text: ['What was saved is set aside, not deleted.'],
    button: 'Start over…',
    action: 'askStartOver',
  })
  return rows
}

const sampleName = /^diamonds /

function dataRow({ before, now }: Difference): NoticeRow {
  const title = 'Use the data of before'
  if (sampleName.test(before ?? '') && !sampleName.test(now ?? ''))
    return { title, text: ['That was the sample listings.'], button: 'Use sample listings', action: 'useSample' }
  const text = ['It goes on only with the very same listings. Is there still a copy of the file?']
  return { title, text, button: 'Choose a file…', action: 'chooseTable' }
}
