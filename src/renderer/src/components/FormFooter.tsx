import { counted } from '../../../shared/wording'
import { Button } from './Button'

/** What becomes of the changes of a form that aren't kept yet; nothing while there are none. */
export function FormFooter(props: {
  readonly changes: number
  /** Why they can't be saved now; null when they can. */
  readonly off: string | null
  readonly onDiscard: () => void
  readonly onSave: () => void
}) {
  if (props.changes === 0) return null
  return (
    <section aria-label="Unsaved changes" className="form-footer">
      <span>{counted(props.changes, 'unsaved change')}</span>
      <Button kind="secondary" onPress={props.onDiscard}>
        Discard
      </Button>
      <Button kind="primary" off={props.off} onPress={props.onSave}>
        Save
      </Button>
    </section>
  )
}
