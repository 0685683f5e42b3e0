import type { RunView } from '../../../shared/ipc'
import { logTime } from '../../../shared/wording'
import { useLogZone } from '../settings'
import { showLog } from '../view-store'
import { lineTone, MessageText } from './MessageText'

/** The last lines that the run printed. */
export function LatestOutput({ run }: { readonly run: RunView }) {
  const zone = useLogZone()
  if (run.latestLines.length === 0) return null
  return (
    <section aria-label="Latest output" className="latest">
      <div className="latest-head">
        <h2 className="label">{run.state.kind === 'ended' ? 'Last output' : 'Latest output'}</h2>
        <a
          href="#logs"
          className="link"
          onClick={(event) => {
            event.preventDefault()
            showLog('end')
          }}
        >
          Open logs
        </a>
      </div>
      <div className="tail">
        {numbered(run).map(({ number, line }) => (
          <div key={number} className="tail-line" data-line={lineTone(line)}>
            <span className="tail-time">{line.time === null ? '' : logTime(line.time, zone)}</span>
            <span>
              <MessageText line={line} />
            </span>
          </div>
        ))}
      </div>
    </section>
  )
}

/** The run's last lines with their numbers in its log: what has moved up stays the same element. */
function numbered({ latestLines, log }: RunView) {
  const first = log.lineCount - latestLines.length + 1
  return latestLines.map((line, index) => ({ number: first + index, line }))
}
