import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import type { HistoryRow } from '../../../shared/past-runs'
import type { PastRuns } from '../history/use-past-runs'
import { useRunStore } from '../run-store'
import { useNow } from '../use-now'
import { labelOfRow, pausesText, phaseOfRow, startTime, tookTime } from '../wording/past-runs'
import { phaseLooks } from '../wording/phase'
import { MiniRibbon } from './MiniRibbon'
import { StateSign } from './StateSign'

/** A row's height with the line below it. */
const rowHeight = 41
/** How many rows beyond those in sight are drawn. */
const beyond = 12

interface HistoryTableProps {
  readonly runs: PastRuns
  readonly selected: string | null
  readonly select: (runId: string) => void
}

/** Past runs, newest first; only those in sight are drawn, however many there are. */
export function HistoryTable({ runs, selected, select }: HistoryTableProps) {
  const box = useRef<HTMLDivElement>(null)
  const [view, setView] = useState({ top: 0, height: 800 })
  const now = useNow(60_000)
  const total = runs.total ?? 0
  const from = Math.max(0, Math.floor(view.top / rowHeight) - beyond)
  const to = Math.min(total, Math.ceil((view.top + view.height) / rowHeight) + beyond)
  useEffect(() => runs.need(from, to))
  useEffect(() => {
    const element = box.current
    if (!element) return undefined
    const look = () => setView({ top: element.scrollTop, height: element.clientHeight })
    const observer = new ResizeObserver(look)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const indexes = Array.from({ length: to - from }, (_, at) => from + at)
  const rows = indexes.map((index) => ({ index, row: runs.row(index) }))
  const longest = Math.max(1, ...rows.map(({ row }) => (row ? (row.endedAt ?? now) - row.startedAt : 0)))
  const current = rows.some(({ row }) => row?.runId === selected) ? selected : (rows[0]?.row?.runId ?? null)
  return (
    <div
      ref={box}
      className="history-list"
      role="group"
      aria-label="List of past runs"
      data-region
      tabIndex={-1}
      onScroll={({ currentTarget }) => setView({ top: currentTarget.scrollTop, height: currentTarget.clientHeight })}
      onKeyDown={(event) => moveFocus(event)}
    >
      <table aria-label="Past runs" aria-rowcount={total + 1}>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">Run</th>
            <th scope="col">Started</th>
            <th scope="col">Took</th>
            <th scope="col" className="history-activity">
              Activity
            </th>
            <th scope="col">Pauses</th>
            <th scope="col">Result</th>
          </tr>
        </thead>
        <tbody>
          <Space rows={from} />
          {rows.map(({ index, row }) => (
            <tr
              key={index}
              aria-rowindex={index + 2}
              data-selected={(row && row.runId === selected) || undefined}
              onClick={() => row && select(row.runId)}
            >
              {row && (
                <Cells
                  {...{ row, now, longest }}
                  isCurrent={row.runId === current}
                  isSelected={row.runId === selected}
                />
              )}
              {!row && <td colSpan={6} />}
            </tr>
          ))}
          <Space rows={total - to} />
        </tbody>
      </table>
    </div>
  )
}

function Space({ rows }: { readonly rows: number }) {
  if (rows <= 0) return null
  return (
    <tr aria-hidden="true" className="history-space">
      <td colSpan={6} style={{ height: rows * rowHeight }} />
    </tr>
  )
}

interface CellsProps {
  readonly row: HistoryRow
  readonly now: number
  readonly longest: number
  readonly isCurrent: boolean
  readonly isSelected: boolean
}

function Cells({ row, now, longest, isCurrent, isSelected }: CellsProps) {
  const live = useRunStore((store) => store.runs?.find(({ profileId }) => profileId === row.profileId)) ?? null
  const phase = phaseOfRow(row, live)
  return (
    <>
      <td>
        <button
          type="button"
          className="history-run"
          tabIndex={isCurrent ? 0 : -1}
          aria-pressed={isSelected}
          aria-label={`${row.name}, ${labelOfRow(row, live)}, started ${startTime(row.startedAt, now)}`}
        >
          <StateSign phase={phase} size={14} />
          {row.name}
        </button>
      </td>
      <td className="muted-2">{startTime(row.startedAt, now)}</td>
      <td>{tookTime(row, now)}</td>
      <td className="history-activity">
        <MiniRibbon row={row} share={((row.endedAt ?? now) - row.startedAt) / longest} now={now} />
      </td>
      <td>{pausesText(row, now)}</td>
      <td className={phaseLooks[phase].tone === 'failed' ? undefined : 'muted-2'} title={row.result}>
        {row.endedAt === null ? labelOfRow(row, live) : row.result}
      </td>
    </>
  )
}

/** Up and down go from run to run; what is left and entered by Tab is one place. */
function moveFocus(event: KeyboardEvent<HTMLDivElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('.history-run')]
  const next = buttons[buttons.findIndex((one) => one === document.activeElement) + step]
  if (!next) return
  event.preventDefault()
  next.focus()
  next.click()
}
