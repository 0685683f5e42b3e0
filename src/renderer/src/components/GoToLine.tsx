import { useState } from 'react'
import { count } from '../../../shared/wording'
import type { LogView } from '../log/use-log-view'
import { PlainDialog } from './Dialog'

/** Asks for the number of a line and goes there. */
export function GoToLine({ view, onClose }: { readonly view: LogView; readonly onClose: () => void }) {
  const [text, setText] = useState('')
  const lines = view.session.size.lineCount
  const line = Number(text.replaceAll(/[\s,.’']/g, ''))
  const isLine = text.trim() !== '' && Number.isInteger(line) && line >= 1 && line <= lines
  return (
    <PlainDialog title="Go to line" onCancel={onClose}>
      <form
        className="go-to-line"
        onSubmit={(event) => {
          event.preventDefault()
          if (!isLine) return
          onClose()
          view.jumpTo(line)
        }}
      >
        <label htmlFor="go-to-line">Line number, 1 to {count(lines)}</label>
        <input
          id="go-to-line"
          className="field"
          inputMode="numeric"
          autoComplete="off"
          data-harmless
          aria-invalid={text !== '' && !isLine}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <p role="alert" className="field-hint" data-problem>
          {text !== '' && !isLine && `The log has no line ${text.trim()}: it has lines 1 to ${count(lines)}.`}
        </p>
        <div className="dialog-buttons">
          <button type="button" className="button" data-kind="secondary" data-size="control" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button" data-kind="primary" data-size="control">
            Go
          </button>
        </div>
      </form>
    </PlainDialog>
  )
}
