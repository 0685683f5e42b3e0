import { useState } from 'react'
import type { RunView } from '../../../shared/ipc'
import { clock24, duration } from '../../../shared/wording'
import { pauseUntil } from '../commands'
import { useNow } from '../use-now'
import { closeDialog } from '../view-store'
import { untilTime } from '../wording/hold-rows'
import { timeTyped } from '../wording/pause-times'
import { PlainDialog } from './Dialog'

/** Asks until when a run is to be paused. */
export function PauseUntil({ run }: { readonly run: RunView }) {
  const now = useNow(10_000)
  const [text, setText] = useState(() => clock24(Math.ceil((now + 1) / 3_600_000) * 3_600_000))
  const until = timeTyped(text, now)
  return (
    <PlainDialog title={`Pause ${run.name} until`} onCancel={closeDialog}>
      <form
        className="go-to-line"
        onSubmit={(event) => {
          event.preventDefault()
          if (until === null) return
          closeDialog()
          pauseUntil(run.profileId, until)
        }}
      >
        <label htmlFor="pause-until">Time of day, 24 h</label>
        <input
          id="pause-until"
          className="field"
          inputMode="numeric"
          autoComplete="off"
          data-harmless
          aria-invalid={until === null}
          aria-describedby="pause-until-hint"
          value={text}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <p id="pause-until-hint" className="field-hint" data-problem={until === null || undefined}>
          {until === null
            ? 'A time looks like 18:30.'
            : `Resumes by itself at ${untilTime(until, now)}, in ${duration(until - now + 59_999)}.`}
        </p>
        <div className="dialog-buttons">
          <button type="button" className="button" data-kind="secondary" data-size="control" onClick={closeDialog}>
            Cancel
          </button>
          <button type="submit" className="button" data-kind="primary" data-size="control">
            Pause
          </button>
        </div>
      </form>
    </PlainDialog>
  )
}
