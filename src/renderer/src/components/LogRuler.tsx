import { useMemo } from 'react'
import type { LogMark } from '../../../shared/ipc'
import type { PlacedNote } from '../../../shared/log-service'
import { lineAt } from '../log/use-log-find'
import type { LogView } from '../log/use-log-view'

/** Marks nearer than this to each other are drawn as one. */
const grainPixels = 3

/** The whole log as a strip: its marks, and which part is in sight. For the mouse only; keys go by Previous and Next mark. */
export function LogRuler({ view }: { readonly view: LogView }) {
  const { marks: logMarks, notes } = view.session
  const marks = useMemo(() => stripMarks(logMarks, notes), [logMarks, notes])
  const { places, viewHeight, lineHeight } = view
  // The strip stands for the whole log, also where a filter shows only some of its lines.
  const all = Math.max(1, view.session.size.lineCount)
  const from = lineAt(view, view.first)
  const drawn = useMemo(() => merged(marks, all, viewHeight), [marks, all, viewHeight])
  const share = Math.min(1, Math.max(lineAt(view, view.last) - from, viewHeight / lineHeight) / all)
  return (
    <div
      className="log-ruler"
      aria-hidden="true"
      onPointerDown={(event) => {
        const box = event.currentTarget.getBoundingClientRect()
        const wished = ((event.clientY - box.top) / box.height) * all
        const near = nearest(marks, wished, (8 / box.height) * all)
        if (near || view.session.isFiltered) view.jumpTo(near?.number ?? Math.max(1, Math.round(wished)))
        else view.scrollTo(places.ofRow(Math.max(1, Math.round(wished))) * lineHeight - viewHeight / 2)
      }}
    >
      <div
        className="log-ruler-view"
        style={{ top: `${((from - 1) / all) * 100}%`, height: `max(8px, ${share * 100}%)` }}
      />
      {drawn.map(({ mark, at }) => (
        <div key={`${mark}${at}`} className="log-ruler-mark" data-mark={mark} style={{ top: `${at}px` }} />
      ))}
    </div>
  )
}

/** A mark of the log, or one of the app's own notes. */
interface StripMark {
  readonly number: number
  readonly mark: LogMark['mark'] | 'note'
}

/** All marks but the line right below a pause, and the notes at the lines that they stand before. */
function stripMarks(marks: readonly LogMark[], notes: readonly PlacedNote[]): readonly StripMark[] {
  return [
    ...marks.filter(({ mark }) => mark !== 'howToResume'),
    ...notes.map(({ before }) => ({ number: before, mark: 'note' as const })),
  ]
}

function merged(
  marks: readonly StripMark[],
  lines: number,
  height: number,
): readonly { mark: StripMark['mark']; at: number }[] {
  const places = new Map<string, { mark: StripMark['mark']; at: number }>()
  for (const { mark, number } of marks) {
    const at = Math.floor((((number - 1) / lines) * height) / grainPixels) * grainPixels
    places.set(`${mark}${at}`, { mark, at })
  }
  return [...places.values()]
}

function nearest(marks: readonly StripMark[], line: number, within: number): StripMark | undefined {
  const close = marks.filter((mark) => Math.abs(mark.number - line) <= within)
  return close.toSorted((one, other) => Math.abs(one.number - line) - Math.abs(other.number - line))[0]
}
