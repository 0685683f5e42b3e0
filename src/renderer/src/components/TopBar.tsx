import { Search } from 'lucide-react'
import type { RunView } from '../../../shared/ipc'
import { pauseAll, resumeAll } from '../commands'
import { shortcutLabel } from '../use-window'
import { showOverlay } from '../view-store'
import { pauseAllOff, resumeAllOff } from '../wording/controls'
import { Button } from './Button'
import { Glyph } from './Glyphs'

/** The strip that the window is dragged by; the system draws its own buttons at one end of it. */
export function TopBar({ runs }: { readonly runs: readonly RunView[] }) {
  return (
    <header className="topbar">
      <button type="button" className="search-runs" aria-haspopup="dialog" onClick={() => showOverlay('palette')}>
        <Search size={14} strokeWidth={1.75} aria-hidden="true" />
        <span>Search runs and commands</span>
        <kbd aria-hidden="true">{shortcutLabel('palette')}</kbd>
      </button>
      <Button kind="ghost" size="small" off={pauseAllOff(runs)} icon={<Glyph name="pause" />} onPress={pauseAll}>
        Pause all
      </Button>
      <Button kind="ghost" size="small" off={resumeAllOff(runs)} icon={<Glyph name="play" />} onPress={resumeAll}>
        Resume all
      </Button>
    </header>
  )
}
