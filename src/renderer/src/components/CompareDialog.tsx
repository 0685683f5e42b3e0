import { ChevronDown } from 'lucide-react'
import { useEffect, useId, useMemo, useState } from 'react'
import type { HistoryDetails, HistoryRow, RunCurve } from '../../../shared/past-runs'
import { count, percentValue, plural } from '../../../shared/wording'
import { comparedCurves } from '../charts/compared'
import type { ChartLine } from '../charts/plot'
import { axisFromZero, valueLabel } from '../charts/series'
import { type View, wholeOf } from '../charts/view'
import { fullTime } from '../wording/past-runs'
import { PlainDialog } from './Dialog'
import { TimeChart } from './TimeChart'

const lines: readonly ChartLine[] = [
  { colour: 'line1', width: 1.75 },
  { colour: 'line2', width: 1.75 },
]

/** The losses of two trainings on one chart. */
export function CompareDialog({ run, onClose }: { readonly run: HistoryDetails; readonly onClose: () => void }) {
  const others = useOthers(run)
  const [chosen, setChosen] = useState<string | null>(null)
  const other = others.find(({ runId }) => runId === chosen) ?? others[0] ?? null
  const curve = useCurve(run.runId)
  const otherCurve = useCurve(other?.runId ?? null)
  const id = useId()
  return (
    <PlainDialog title={`Compare the loss of ${run.name}`} isWide onCancel={onClose}>
      {other ? (
        <div className="compare-choice">
          <label htmlFor={id}>With</label>
          <span className="select">
            <select id={id} value={other.runId} onChange={({ currentTarget }) => setChosen(currentTarget.value)}>
              {others.map((one) => (
                <option key={one.runId} value={one.runId}>
                  {nameOf(one)}
                </option>
              ))}
            </select>
            <ChevronDown size={14} strokeWidth={1.75} aria-hidden="true" />
          </span>
        </div>
      ) : (
        <p>No other training has ended yet.</p>
      )}
      {other && <Legend rows={[run, other]} curves={[curve, otherCurve]} />}
      {curve && otherCurve && <ComparedChart noun={run.itemNoun} one={curve} other={otherCurve} />}
      <div className="dialog-buttons">
        <button
          type="button"
          className="button"
          data-kind="secondary"
          data-size="control"
          data-harmless
          onClick={onClose}
        >
          Close
        </button>
      </div>
    </PlainDialog>
  )
}

function Legend(props: {
  readonly rows: readonly [HistoryRow, HistoryRow]
  readonly curves: readonly [RunCurve | null, RunCurve | null]
}) {
  return (
    <ul className="compare-legend" aria-label="Legend">
      {props.rows.map((row, at) => (
        <li key={row.runId}>
          <span className="chart-mark" data-mark={at === 0 ? 'line' : 'line2'} />
          {nameOf(row)}
          <span className="muted-2">{endOf(props.curves[at] ?? null)}</span>
        </li>
      ))}
    </ul>
  )
}

function ComparedChart(props: { readonly noun: string; readonly one: RunCurve; readonly other: RunCurve }) {
  const { noun, one, other } = props
  const compared = useMemo(() => comparedCurves(one.loss, other.loss), [one, other])
  const data = useMemo(() => [compared.xs, compared.one, compared.other] as never, [compared])
  const [view, setView] = useState<View | null>(null)
  const values = axisFromZero([...compared.one, ...compared.other].filter((value) => value !== null))
  const read = (value: number | null | undefined) => (typeof value === 'number' ? valueLabel(value) : 'none')
  return (
    <div className="compare-chart">
      <TimeChart
        name="Losses of two runs"
        axis={compared.axis}
        view={view ?? wholeOf(compared.axis)}
        onView={setView}
        values={values}
        spans={[]}
        now={0}
        lines={lines}
        data={data}
        summary={`Losses of two runs. First: ${endOf(one)}. Second: ${endOf(other)}.`}
        tickLabel={valueLabel}
        readOut={(x, index) =>
          `${noun} ${count(x)}: ${read(compared.one[index ?? -1])} and ${read(compared.other[index ?? -1])}`
        }
      />
      <div className="compare-ends" aria-hidden="true">
        <span>{count(Math.round(view?.from ?? 0))}</span>
        <span>
          {count(Math.round(view?.to ?? compared.axis.length))} {plural(noun)}
        </span>
      </div>
    </div>
  )
}

function nameOf({ name, startedAt }: HistoryRow): string {
  return `${name}, ${fullTime(startedAt)}`
}

function endOf(curve: RunCurve | null): string {
  const loss = curve?.loss.at(-1)
  if (!curve || !loss) return 'no figures were kept'
  const error = curve.validation.at(-1)
  return `loss ${valueLabel(loss.value)}${error ? `, error ${percentValue(error.value)}` : ''}`
}

/** The other trainings that have ended, newest first. */
function useOthers({ runId }: HistoryDetails): readonly HistoryRow[] {
  const [rows, setRows] = useState<readonly HistoryRow[]>([])
  useEffect(() => {
    void window.fermata.listHistory({ text: '', profileId: null, result: 'any', span: 'all' }, 0).then((page) => {
      setRows(page.rows.filter((row) => row.runId !== runId && row.runKind === 'training' && row.endedAt !== null))
    })
  }, [runId])
  return rows
}

function useCurve(runId: string | null): RunCurve | null {
  const [read, setRead] = useState<{ readonly runId: string; readonly curve: RunCurve | null } | null>(null)
  useEffect(() => {
    if (runId !== null) void window.fermata.readRunCurve(runId).then((curve) => setRead({ runId, curve }))
  }, [runId])
  return read?.runId === runId ? read.curve : null
}
