import type { RunView } from '../../../shared/ipc'
import { useProgramSearch } from '../use-program-search'
import { closeDialog } from '../view-store'
import { HarmlessButton, PlainDialog } from './Dialog'

/** The folders in which a run's program is looked for. */
export function SearchPathDialog({ run }: { readonly run: RunView }) {
  const folders = useProgramSearch(run)?.folders ?? []
  return (
    <PlainDialog title="PATH" isWide onCancel={closeDialog}>
      <p>
        Fermata looks in these folders, one after the other. A PATH that you set in a terminal or its start-up file is
        not seen by programs that are started from the desktop: start Fermata from that terminal, or give {run.name} a
        variable PATH in Setup.
      </p>
      <ol className="search-path" aria-label="Folders of the PATH" tabIndex={0}>
        {folders.map(({ path, isThere }) => (
          <li key={path}>
            <code>{path}</code>
            {!isThere && <span className="muted"> not there</span>}
          </li>
        ))}
      </ol>
      <div className="dialog-buttons">
        <HarmlessButton onPress={closeDialog}>Close</HarmlessButton>
      </div>
    </PlainDialog>
  )
}
