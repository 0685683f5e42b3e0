import { type ReactNode, type RefObject, useId } from 'react'
import type { Command } from '../command'
import { shortcutLabel } from '../use-window'
import { CommandSign } from './CommandSign'
import { type Offer, optionId } from './Palette'

interface PaletteListProps {
  readonly id: string
  readonly offers: readonly Offer[]
  readonly chosen: number
  readonly current: RefObject<HTMLDivElement | null>
  readonly onPick: (command: Command) => void
}

/** What the palette offers, in groups; the focus stays in the field. */
export function PaletteList({ id, offers, chosen, current, onPick }: PaletteListProps) {
  const groups = [...new Set(offers.map(({ command }) => command.group))]
  return (
    <div role="listbox" id={id} aria-label="Runs and commands" className="palette-list" hidden={offers.length === 0}>
      {groups.map((group) => (
        <Group key={group} name={group}>
          {offers.map(({ command, parts }, at) =>
            command.group === group ? (
              // Keys come to the field, which says by its active descendant what is chosen.
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
              <div
                key={command.name}
                ref={at === chosen ? current : undefined}
                role="option"
                id={optionId(id, at)}
                tabIndex={-1}
                aria-selected={at === chosen}
                aria-disabled={command.off !== null || undefined}
                // A press must not take the focus out of the field.
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => onPick(command)}
              >
                <span className="palette-sign">
                  <CommandSign icon={command.icon} />
                </span>
                <span className="palette-name">
                  {parts.map(({ text, isMatch }, place) =>
                    // Pieces of one name: they have nothing but their place.
                    // oxlint-disable-next-line react/no-array-index-key
                    isMatch ? <b key={place}>{text}</b> : <span key={place}>{text}</span>,
                  )}
                </span>
                <Aside command={command} />
              </div>
            ) : null,
          )}
        </Group>
      ))}
    </div>
  )
}

function Group({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const id = useId()
  return (
    <div role="group" aria-labelledby={id}>
      <div role="presentation" id={id} className="label">
        {name}
      </div>
      {children}
    </div>
  )
}

/** Why a command can't be done, else its keys. */
function Aside({ command: { off, shortcut, at } }: { readonly command: Command }) {
  if (off !== null) return <span className="palette-off">{off}</span>
  return shortcut ? <kbd>{shortcutLabel(shortcut, at)}</kbd> : null
}
