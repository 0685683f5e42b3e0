import type { RunView } from '../../../shared/ipc'
import { bytes, count, counted } from '../../../shared/wording'
import type { LogView } from '../log/use-log-view'
import { useLogNews } from '../run-store'
import { RunChoice } from './RunChoice'

/** Where in the log the window is, and the way to its end. */
export function LogFooter(props: {
  readonly run: RunView
  readonly runId: string | null
  readonly view: LogView
  readonly showRun: (runId: string | null) => void
}) {
  const { run, view } = props
  const { session, places } = view
  const { lineCount, byteCount, isComplete } = session.size
  const restarted = useLogNews(run.profileId)
  const lastRow = places.rowFrom(view.last)
  const below = session.rowCount - lastRow
  const noun = session.isFiltered ? 'matching line' : 'line'
  return (
    <div className="log-footer">
      {places.rowCount > 0 && (
        <span>
          {session.isFiltered ? 'Matching lines' : 'Lines'} {count(places.rowFrom(view.first))} to {count(lastRow)} of{' '}
          {count(session.rowCount)}
        </span>
      )}
      <span>{isComplete ? bytes(byteCount) : `Counting lines, ${count(lineCount)} so far`}</span>
      <RunChoice run={run} runId={props.runId} showRun={props.showRun} />
      {restarted && (
        <span role="status" className="log-restarted">
          {restarted.isBack
            ? `The log view had to be started again. ${run.name} didn’t notice.`
            : 'The log view ended again and again. Open another tab and come back to try once more.'}
        </span>
      )}
      <span className="log-footer-end">
        {below > 0 && !view.follows && <span>{counted(below, noun)} below</span>}
        <button type="button" className="link" onClick={() => view.follow(true)}>
          Go to end
        </button>
        <kbd aria-hidden="true">End</kbd>
      </span>
    </div>
  )
}
