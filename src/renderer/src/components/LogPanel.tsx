import { useEffect, useState } from 'react'
import type { LogMark, RunView } from '../../../shared/ipc'
import { count } from '../../../shared/wording'
import { useLogFind, type LogFind } from '../log/use-log-find'
import { useLogCommands } from '../log/use-log-commands'
import { useLogSelection } from '../log/use-log-selection'
import { useLogSession } from '../log/use-log-session'
import { useLogView, type LogView } from '../log/use-log-view'
import { useHistory } from '../run-store'
import { announce, useViewStore } from '../view-store'
import { GoToLine } from './GoToLine'
import { LogFooter } from './LogFooter'
import { LogList } from './LogList'
import { LogRuler } from './LogRuler'
import { LogToolbar } from './LogToolbar'
import { WholeLine } from './WholeLine'

/** What is open over a log. */
type Over = { readonly kind: 'goToLine' } | { readonly kind: 'wholeLine'; readonly line: number } | null

/** The log of the latest run, or of an earlier one that is chosen. */
export function LogPanel({ run }: { readonly run: RunView }) {
  const [runId, setRunId] = useState(() => useViewStore.getState().logTarget?.runId ?? null)
  return <ShownLog key={runId} run={run} runId={runId} showRun={setRunId} />
}

interface ShownLogProps {
  readonly run: RunView
  readonly runId: string | null
  readonly showRun: (runId: string | null) => void
}

/** A run's whole log, however long it is. */
function ShownLog({ run, runId, showRun }: ShownLogProps) {
  const session = useLogSession(run.profileId, runId)
  const history = useHistory(run.profileId)
  const view = useLogView(session)
  const find = useLogFind(view)
  const selecting = useLogSelection(view)
  const [over, setOver] = useState<Over>(null)
  const marks = session.marks.filter(isStop)
  const goToMark = (step: 1 | -1) => jumpToMark(view, marks, step)
  useLogTarget(view)
  useLogCommands({ runId, view, find, goToMark, goToLine: () => setOver({ kind: 'goToLine' }) })
  return (
    <div role="tabpanel" id="panel-logs" aria-labelledby="tab-logs" className="log-panel" data-region tabIndex={-1}>
      <LogToolbar {...{ run, runId, view, find, marks, goToMark }} goToLine={() => setOver({ kind: 'goToLine' })} />
      <LogProblem find={find} session={session} />
      <div className="log-body">
        <LogList
          {...{ run, view, selecting }}
          spans={history.spans}
          showWhole={(line) => setOver({ kind: 'wholeLine', line })}
        />
        <LogRuler view={view} />
        <EmptyLog run={run} view={view} find={find} />
      </div>
      <LogFooter {...{ run, runId, view, showRun }} />
      {over?.kind === 'goToLine' && <GoToLine view={view} onClose={() => setOver(null)} />}
      {over?.kind === 'wholeLine' && <WholeLine session={session} line={over.line} onClose={() => setOver(null)} />}
    </div>
  )
}

/** Why something is not looked for or not shown. */
function LogProblem({ find, session }: { readonly find: LogFind; readonly session: LogView['session'] }) {
  const problem = find.state?.problem ?? session.filter?.problem
  if (!problem) return null
  return (
    <p role="alert" className="log-problem">
      {problem}
    </p>
  )
}

function EmptyLog({ run, view, find }: { readonly run: RunView; readonly view: LogView; readonly find: LogFind }) {
  const { session } = view
  if (view.places.count > 0 || session.tail.length > 0) return null
  if (session.isFiltered)
    return session.filter?.isSearching || session.filter?.problem ? null : (
      <div className="log-empty">
        <h2>{find.query.text === '' ? 'No such lines' : `Nothing matches “${find.query.text}”`}</h2>
        <button
          type="button"
          className="link"
          onClick={() => {
            find.clear()
            find.setLevel('all')
          }}
        >
          {find.query.text === '' ? 'Show all lines' : 'Clear search'}
        </button>
      </div>
    )
  if (!session.size.isComplete || session.size.lineCount > 0) return null
  return (
    <div className="log-empty">
      <h2>No output yet</h2>
      <p>What {run.name} prints appears here.</p>
    </div>
  )
}

/** The marks that are worth a stop: not warnings, of which there can be very many, nor the line right below a pause. */
function isStop(mark: LogMark): boolean {
  return mark.mark !== 'warn' && mark.mark !== 'howToResume'
}

function jumpToMark(view: LogView, marks: readonly LogMark[], step: 1 | -1): void {
  const from = view.current ?? (step === 1 ? view.places.rowFrom(view.first) - 1 : view.places.rowFrom(view.last) + 1)
  const mark = step === 1 ? marks.find((one) => one.number > from) : marks.findLast((one) => one.number < from)
  if (!mark) return announce(step === 1 ? 'No later mark' : 'No earlier mark')
  view.jumpTo(mark.number)
  announce(`Line ${count(mark.number)}`)
}

/** Goes where another part of the window has asked the log to go. */
function useLogTarget(view: LogView): void {
  const target = useViewStore((store) => store.logTarget)
  const { size } = view.session
  const ready =
    view.viewHeight > 0 && (size.isComplete || (typeof target?.line === 'number' && size.lineCount > target.line))
  useEffect(() => {
    if (!target || !ready) return
    useViewStore.setState({ logTarget: null })
    if (target.line === 'end') view.follow(true)
    else view.jumpTo(target.line)
  }, [target, ready, view])
}
