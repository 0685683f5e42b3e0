import {
  ALargeSmall,
  BadgeCheck,
  Clock,
  Copy,
  FileText,
  Flag,
  FlaskConical,
  FolderOpen,
  History,
  Info,
  Keyboard,
  LogOut,
  type LucideIcon,
  OctagonX,
  PanelTop,
  Play,
  Plus,
  Search,
  Settings,
  SunMoon,
} from 'lucide-react'
import type { CommandIcon } from '../command'
import type { SlotAction } from '../wording/controls'
import { Glyph } from './Glyphs'
import { SlotIcon } from './SlotIcon'

const signs: Readonly<Record<Exclude<CommandIcon, SlotAction | 'stop'>, LucideIcon>> = {
  kill: OctagonX,
  clock: Clock,
  copy: Copy,
  mark: Flag,
  file: FileText,
  folder: FolderOpen,
  test: FlaskConical,
  verify: BadgeCheck,
  find: Search,
  run: Play,
  tab: PanelTop,
  history: History,
  settings: Settings,
  theme: SunMoon,
  textSize: ALargeSmall,
  add: Plus,
  keys: Keyboard,
  about: Info,
  quit: LogOut,
}

/** The sign in front of a command. */
export function CommandSign({ icon }: { readonly icon: CommandIcon }) {
  if (icon === 'stop') return <Glyph name="stop" />
  if (!(icon in signs)) return <SlotIcon action={icon as SlotAction} />
  const Icon = signs[icon as keyof typeof signs]
  return <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
}
