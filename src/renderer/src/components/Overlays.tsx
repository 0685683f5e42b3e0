import type { RunView } from '../../../shared/ipc'
import { useViewStore } from '../view-store'
import { AboutDialog } from './AboutDialog'
import { Palette } from './Palette'
import { ShortcutsDialog } from './ShortcutsDialog'

/** The palette, the list of shortcuts or what is told of the app, whichever is open. */
export function Overlays(props: { readonly runs: readonly RunView[]; readonly shown: RunView | null }) {
  const overlay = useViewStore((store) => store.overlay)
  if (overlay === 'palette') return <Palette {...props} />
  if (overlay === 'about') return <AboutDialog />
  return overlay === 'shortcuts' ? <ShortcutsDialog /> : null
}
