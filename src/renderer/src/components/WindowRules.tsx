import { Plus } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { RunView } from '../../../shared/ipc'
import { type MaintenanceWindow, type RulesView, weekdays } from '../../../shared/rules'
import { changeRules } from '../automation'
import { announce } from '../view-store'
import { Button } from './Button'
import { WindowRule } from './WindowRule'

/** A window that was removed, and where it stood. */
interface Removed {
  readonly window: MaintenanceWindow
  readonly at: number
}

/** The maintenance windows of a run. */
export function WindowRules({ run, view }: { readonly run: RunView; readonly view: RulesView }) {
  const [addedId, setAddedId] = useState<string | null>(null)
  const [removed, setRemoved] = useState<Removed | null>(null)
  const { windows } = view.rules
  const change = (to: (windows: readonly MaintenanceWindow[]) => MaintenanceWindow[]) =>
    void changeRules(run.profileId, (rules) => ({ ...rules, windows: to(rules.windows) }))
  const add = () => {
    const added = newWindow(windows)
    setAddedId(added.id)
    setRemoved(null)
    change((before) => [...before, added])
  }
  return (
    <div>
      <div className="rules-head">
        <h2>Maintenance windows</h2>
        <Button size="small" icon={<Plus size={14} strokeWidth={1.75} aria-hidden="true" />} onPress={add}>
          Add window
        </Button>
      </div>
      {windows.length === 0 && !removed && (
        <p className="rules-empty">
          None yet. Add one for a time at which the run is to rest, such as a nightly backup.
        </p>
      )}
      <ul>
        {windows.map((window, at) => (
          <WindowRule
            key={window.id}
            run={run}
            window={window}
            times={view.times}
            otherNames={windows.filter((one) => one !== window).map(({ name }) => name.toLowerCase())}
            isNew={window.id === addedId}
            onChange={(next) => change((before) => before.map((one) => (one.id === next.id ? next : one)))}
            onRemove={() => {
              setRemoved({ window, at })
              announce(`${window.name} was removed`)
              change((before) => before.filter((one) => one.id !== window.id))
            }}
          />
        ))}
      </ul>
      {removed && (
        <RemovedRow
          key={removed.window.id}
          name={removed.window.name}
          onUndo={() => {
            setRemoved(null)
            change((before) => [...before.slice(0, removed.at), removed.window, ...before.slice(removed.at)])
          }}
        />
      )}
    </div>
  )
}

function RemovedRow({ name, onUndo }: { readonly name: string; readonly onUndo: () => void }) {
  const undo = useRef<HTMLButtonElement>(null)
  // What had the focus is gone with the window.
  useEffect(() => undo.current?.focus(), [])
  return (
    <p className="rules-removed">
      “{name}” was removed.
      <Button ref={undo} size="tiny" label={`Undo: remove ${name}`} onPress={onUndo}>
        Undo
      </Button>
    </p>
  )
}

/** A window as it is before anything is written into it: off, so that it holds nothing before its times are right. */
function newWindow(windows: readonly MaintenanceWindow[]): MaintenanceWindow {
  const taken = new Set(windows.map(({ name }) => name.toLowerCase()))
  let number = windows.length + 1
  while (taken.has(`window ${number}`)) number += 1
  const id = `w-${Date.now().toString(36)}-${Math.floor(Math.random() * 36 ** 4).toString(36)}`
  return { id, name: `Window ${number}`, isOn: false, days: [...weekdays], from: '02:00', to: '04:00' }
}
