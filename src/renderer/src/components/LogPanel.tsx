import { useEffect } from 'react'
import type { LogMark, RunView } from '../../../shared/ipc'
import { count } from '../../../shared/wording'
import { useLogView, type LogView } from '../log/use-log-view'
import { useLog } from '../log/use-log'
import { useHistory } from '../run-store'
import { announce, useViewStore } from '../view-store'
import { LogFooter } from './LogFooter'
import { LogList } from './LogList'
import { LogRuler } from './LogRuler'
import { LogToolbar } from './LogToolbar'

/** The run's whole log, however long it is. */
export function LogPanel({ run }: { readonly run: RunView }) {
  const log = useLog(run.profileId)
  const history = useHistory(run.profileId)
  const marks = log.marks.filter(isStop)
  const view = useLogView(log)
  const goToMark = (step: 1 | -1) => jumpToMark(view, marks, step)
  useLogTarget(view)
  useLogKeys(view, goToMark)
  return (
    <div role="tabpanel" id="panel-logs" aria-labelledby="tab-logs" className="log-panel" data-region tabIndex={-1}>
      <LogToolbar view={view} markCount={marks.length} goToMark={goToMark} />
      {view.lines === 0 && log.size.isComplete && log.size.lineCount === 0 ? (
        <div className="log-empty">
          <h2>No output yet</h2>
          <p>What {run.name} prints appears here.</p>
        </div>
      ) : (
        <div className="log-body">
          <LogList name={run.name} view={view} spans={history.spans} />
          <LogRuler view={view} marks={marks} />
        </div>
      )}
      <LogFooter view={view} byteCount={log.size.byteCount} />
    </div>
  )
}

/** The marks that are worth a stop: not warnings, of which there can be very many, nor the line right below a pause. */
function isStop(mark: LogMark): boolean {
  return mark.mark !== 'warn' && mark.mark !== 'howToResume'
}

function jumpToMark(view: LogView, marks: readonly LogMark[], step: 1 | -1): void {
  const from = view.current ?? (step === 1 ? view.first - 1 : view.last + 1)
  const mark = step === 1 ? marks.find((one) => one.number > from) : marks.findLast((one) => one.number < from)
  if (!mark) return announce(step === 1 ? 'No later mark' : 'No earlier mark')
  view.jumpTo(mark.number)
  announce(`Line ${count(mark.number)}`)
}

/** Goes where another part of the window has asked the log to go. */
function useLogTarget(view: LogView): void {
  const target = useViewStore((store) => store.logTarget)
  const ready = view.viewHeight > 0
  useEffect(() => {
    if (!target || !ready) return
    useViewStore.setState({ logTarget: null })
    if (target.line === 'end') view.follow(true)
    else view.jumpTo(target.line)
  }, [target, ready, view])
}

function useLogKeys(view: LogView, goToMark: (step: 1 | -1) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (document.querySelector('dialog[open], [role=menu]') || event.altKey || event.ctrlKey || event.metaKey) return
      if (event.key !== 'F8' && event.key !== 'End') return
      if (event.key === 'End' && event.target instanceof HTMLElement && event.target.role === 'tab') return
      event.preventDefault()
      if (event.key === 'End') view.follow(true)
      else goToMark(event.shiftKey ? -1 : 1)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
}
