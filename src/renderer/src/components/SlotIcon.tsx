import { RotateCcw } from 'lucide-react'
import type { SlotAction } from '../wording/controls'
import { Glyph } from './Glyphs'

/** The sign of what a run's first button does. */
export function SlotIcon({ action, size }: { readonly action: SlotAction; readonly size?: number }) {
  if (action === 'cancelPause' || action === 'startOver')
    return <RotateCcw size={size ?? 16} strokeWidth={1.75} aria-hidden="true" />
  return <Glyph name={action === 'pause' || action === 'pauseAgain' ? 'pause' : 'play'} size={size ?? 14} />
}
