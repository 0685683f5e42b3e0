import type { RunView } from '../../../shared/ipc'
import { useViewStore } from '../view-store'
import { Palette } from './Palette'
import { ShortcutsDialog } from './ShortcutsDialog'

/** The palette or the list of shortcuts, whichever is open. */
export function Overlays(props: { readonly runs: readonly RunView[]; readonly shown: RunView | null }) {
  const overlay = useViewStore((store) => store.overlay)
  if (overlay === 'palette') return <Palette {...props} />
  return overlay === 'shortcuts' ? <ShortcutsDialog /> : null
}
