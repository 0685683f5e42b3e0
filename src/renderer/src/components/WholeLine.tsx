import { useEffect, useEffectEvent, useState } from 'react'
import { count } from '../../../shared/wording'
import type { LogSession } from '../log/log-session'
import { PlainDialog } from './Dialog'

/** A line that is too long for the list, all of it: read piece by piece as it's wanted. */
export function WholeLine(props: {
  readonly session: LogSession
  readonly line: number
  readonly onClose: () => void
}) {
  const { session, line, onClose } = props
  const [text, setText] = useState('')
  const [next, setNext] = useState<number | null>(0)
  const [problem, setProblem] = useState<string | null>(null)
  const readOn = (from: number) =>
    session.ask('wholeLine', { number: line, from }).then(
      (piece) => {
        setText((before) => before + piece.text)
        setNext(piece.next)
      },
      (error: Error) => setProblem(error.message || 'The line can’t be read now. Close this and try again.'),
    )
  const readStart = useEffectEvent(() => void readOn(0))
  useEffect(() => readStart(), [])
  return (
    <PlainDialog title={`Line ${count(line)}`} onCancel={onClose} isWide>
      {/* Focusable, so that it can be scrolled by keys. */}
      <pre className="whole-line" tabIndex={0} data-harmless aria-label={`Text of line ${count(line)}`}>
        {text}
      </pre>
      {problem && (
        <p role="alert" className="field-hint" data-problem>
          {problem}
        </p>
      )}
      <div className="dialog-buttons">
        {next !== null && text !== '' && (
          <button
            type="button"
            className="button"
            data-kind="secondary"
            data-size="control"
            onClick={() => void readOn(next)}
          >
            Show more
          </button>
        )}
        <button type="button" className="button" data-kind="primary" data-size="control" onClick={onClose}>
          Close
        </button>
      </div>
    </PlainDialog>
  )
}
