import { X } from 'lucide-react'
import { shortcutLines, shortcutSections } from '../../../shared/shortcuts'
import { isMac } from '../use-window'
import { showOverlay } from '../view-store'
import { PlainDialog } from './Dialog'

const close = () => showOverlay(null)

/** All shortcuts, from the list that keys are compared with. */
export function ShortcutsDialog() {
  return (
    <PlainDialog title="Keyboard shortcuts" className="shortcuts" isLight onCancel={close}>
      <button
        type="button"
        className="button shortcuts-close"
        data-kind="ghost"
        data-size="small"
        data-icon-only
        data-harmless
        aria-label="Close"
        onClick={close}
      >
        <X size={16} strokeWidth={1.75} aria-hidden="true" />
      </button>
      <div className="shortcuts-columns">
        {shortcutSections.map((section) => (
          <section key={section} aria-label={section}>
            <h3 className="label">{section}</h3>
            <dl>
              {shortcutLines(section, isMac()).map(({ id, text, keys }) => (
                <div key={id}>
                  <dt>{text}</dt>
                  <dd>
                    {keys.map((one) => (
                      <kbd key={one}>{one}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </PlainDialog>
  )
}
