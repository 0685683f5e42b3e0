import { Database, Ellipsis } from 'lucide-react'
import type { RunView } from '../../../shared/ipc'
import { chooseData } from '../commands'
import { dataChoices, dataWords } from '../wording/training-data'
import { Button } from './Button'
import { MenuButton } from './Menu'

const icon = <Ellipsis size={16} strokeWidth={2.25} aria-hidden="true" />

/** A button that is off only says why. */
const doNothing = () => undefined

/** What a training learns from, and the way to choose something else. */
export function DataPanel({ run }: { readonly run: RunView }) {
  const words = dataWords(run)
  if (!words) return null
  const items = dataChoices.map(({ kind, label }) => ({ label, onSelect: () => chooseData(run.profileId, kind) }))
  return (
    <section className="data-panel" aria-label="Data">
      <div className="data-head">
        <h2 className="label">Data</h2>
        {words.off === null ? (
          <MenuButton kind="ghost" size="tiny" label="Choose data" icon={icon} items={items} />
        ) : (
          <Button kind="ghost" size="tiny" label="Choose data" off={words.off} icon={icon} onPress={doNothing} />
        )}
      </div>
      <div className="pause-file-status">
        <Database size={16} strokeWidth={1.75} aria-hidden="true" />
        <p>
          <strong>{words.title}</strong> <span className="data-text">{words.text}</span>
        </p>
      </div>
      {words.note && <p className="data-note">{words.note}</p>}
    </section>
  )
}
