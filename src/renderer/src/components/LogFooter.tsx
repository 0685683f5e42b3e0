import { bytes, count, counted } from '../../../shared/wording'
import type { LogView } from '../log/use-log-view'

/** Where in the log the window is, and the way to its end. */
export function LogFooter({ view, byteCount }: { readonly view: LogView; readonly byteCount: number }) {
  const below = view.cache.lineCount - view.last
  return (
    <div className="log-footer">
      {view.lines > 0 && (
        <span>
          Lines {count(view.first)} to {count(view.last)} of {count(view.cache.lineCount)}
        </span>
      )}
      <span>{bytes(byteCount)}</span>
      <span className="muted">output.log</span>
      <span className="log-footer-end">
        {below > 0 && !view.follows && <span>{counted(below, 'line')} below</span>}
        <button type="button" className="link" onClick={() => view.follow(true)}>
          Go to end
        </button>
        <kbd aria-hidden="true">End</kbd>
      </span>
    </div>
  )
}
