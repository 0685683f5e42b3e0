import { Search } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { RunView } from '../../../shared/ipc'
import { type Command, goTo } from '../command'
import { commandsNow } from '../command-list'
import { inLog } from '../log/shown-log'
import { matchName, type NamePart, readQuery } from '../palette-search'
import { announce, showOverlay } from '../view-store'
import { PlainDialog } from './Dialog'
import { PaletteList } from './PaletteList'

/** A command as the palette offers it, with what was typed marked in its name. */
export interface Offer {
  readonly command: Command
  readonly parts: readonly NamePart[]
}

interface PaletteProps {
  readonly runs: readonly RunView[]
  readonly shown: RunView | null
}

/** Everything that the window can do, found by typing. */
export function Palette({ runs, shown }: PaletteProps) {
  const [typed, setTyped] = useState('')
  const [wanted, setWanted] = useState<string | null>(null)
  const offers = offersFor(typed, runs, shown)
  // Runs change while it is open: the choice stays with the command, wherever it moves.
  const chosen = Math.max(
    0,
    offers.findIndex(({ command }) => command.name === wanted),
  )
  const listId = useId()
  const current = useRef<HTMLDivElement>(null)
  useEffect(() => current.current?.scrollIntoView({ block: 'nearest' }), [chosen, typed])
  const choose = (at: number) => setWanted(offers.at(at % offers.length)?.command.name ?? null)
  return (
    <PlainDialog title="Command palette" className="palette" isLight onCancel={close}>
      <div className="palette-field">
        <Search size={16} strokeWidth={1.75} aria-hidden="true" />
        <input
          type="text"
          role="combobox"
          aria-label="Search runs and commands"
          aria-autocomplete="list"
          aria-expanded={offers.length > 0}
          aria-controls={listId}
          aria-activedescendant={offers.length > 0 ? optionId(listId, chosen) : undefined}
          placeholder="Search runs and commands"
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          data-harmless
          value={typed}
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value)
            setWanted(null)
          }}
          onKeyDown={(event) => onKey(event, chosen, choose, offers[chosen]?.command)}
        />
        <kbd aria-hidden="true">Esc</kbd>
      </div>
      <PaletteList id={listId} offers={offers} chosen={chosen} current={current} onPick={pick} />
      <p role="status" className={offers.length === 0 ? 'palette-empty' : 'heard-only'}>
        {offers.length === 0 ? nothingFor(typed, shown) : `${offers.length} found`}
      </p>
      <PaletteKeys />
    </PlainDialog>
  )
}

/** The id of an option: the field says by it which one is chosen. */
export function optionId(listId: string, at: number): string {
  return `${listId}-${at}`
}

function PaletteKeys() {
  return (
    <p className="palette-keys">
      <span>
        <kbd>↑</kbd> <kbd>↓</kbd> choose
      </span>
      <span>
        <kbd>Enter</kbd> run
      </span>
      <span>
        <kbd>&gt;</kbd> commands only
      </span>
      <span>
        <kbd>#</kbd> search the log
      </span>
    </p>
  )
}

const close = () => showOverlay(null)

function pick({ off, act }: Command): void {
  if (off !== null) return announce(off)
  // The focus goes back first: what a command opens gives it back to there in turn.
  flushSync(close)
  act()
}

function onKey(event: KeyboardEvent, chosen: number, choose: (at: number) => void, command: Command | undefined): void {
  if (event.key === 'Tab') return event.preventDefault()
  // Enter that ends a word in an input method is no choice.
  if (event.key === 'Enter' && command && !event.repeat && !event.nativeEvent.isComposing) {
    event.preventDefault()
    return pick(command)
  }
  const at = { ArrowDown: chosen + 1, ArrowUp: chosen - 1, Home: 0, End: -1 }[event.key]
  if (at === undefined || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return
  event.preventDefault()
  choose(at)
}

function offersFor(typed: string, runs: readonly RunView[], shown: RunView | null): readonly Offer[] {
  const { kind, text } = readQuery(typed)
  if (kind === 'log') return shown?.runId != null && text !== '' ? [searchOffer(shown, text)] : []
  return commandsNow(runs, shown)
    .filter(({ isPlace }) => kind === 'all' || !isPlace)
    .flatMap((command) => {
      const parts = matchName(command.name, text)
      return parts ? [{ command, parts }] : []
    })
}

function searchOffer({ name }: RunView, text: string): Offer {
  const act = () => inLog(({ find }) => find(text))
  const parts = [
    { text: `Find “`, isMatch: false },
    { text, isMatch: true },
    { text: `” in the log of ${name}`, isMatch: false },
  ]
  const label = parts.map((part) => part.text).join('')
  return { command: { name: label, group: goTo, icon: 'find', off: null, act }, parts }
}

function nothingFor(typed: string, shown: RunView | null): string {
  const { kind, text } = readQuery(typed)
  if (kind !== 'log') return `Nothing matches “${text}”`
  return shown?.runId == null ? 'No run is shown that has a log' : `Type what to find in the log of ${shown.name}`
}
