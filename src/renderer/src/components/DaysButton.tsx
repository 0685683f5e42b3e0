import { Check, ChevronDown } from 'lucide-react'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { type Weekday, weekdays } from '../../../shared/rules'
import { daysText, longDay } from '../wording/rules'

const choices: readonly { readonly text: string; readonly days: readonly Weekday[] }[] = [
  { text: 'Every day', days: weekdays },
  { text: 'Weekdays', days: [1, 2, 3, 4, 5] },
  { text: 'Weekends', days: [6, 7] },
]

interface DaysProps {
  readonly days: readonly Weekday[]
  readonly onChange: (days: readonly Weekday[]) => void
}

/** The days of a window, chosen one by one or all at once; at least one stays. */
export function DaysButton({ days, onChange }: DaysProps) {
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()
  const text = daysText(days)
  return (
    <span className="menu-anchor">
      <button
        ref={button}
        type="button"
        className="choice"
        aria-label={`Days: ${text}`}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          setOpen(true)
        }}
      >
        {text}
        <ChevronDown size={14} strokeWidth={1.75} aria-hidden="true" />
      </button>
      {open && (
        <DaysMenu
          id={id}
          days={days}
          onChange={onChange}
          abandon={() => setOpen(false)}
          close={() => {
            setOpen(false)
            button.current?.focus()
          }}
        />
      )}
    </span>
  )
}

function DaysMenu(
  props: DaysProps & { readonly id: string; readonly abandon: () => void; readonly close: () => void },
) {
  const { days, onChange, abandon } = props
  const menu = useRef<HTMLDivElement>(null)
  useEffect(() => {
    menu.current?.querySelector<HTMLElement>('[role=menuitemcheckbox]')?.focus()
    // A press on the button itself closes it by its own click.
    const outside = ({ target }: PointerEvent) => {
      if (target instanceof Node && !menu.current?.parentElement?.contains(target)) abandon()
    }
    document.addEventListener('pointerdown', outside)
    return () => document.removeEventListener('pointerdown', outside)
    // Opened once: the focus must not jump back to its beginning with each choice.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [])
  return (
    <div
      ref={menu}
      id={props.id}
      role="menu"
      tabIndex={-1}
      aria-label="Days"
      className="menu days-menu"
      onKeyDown={(event) => onKey(event, props)}
    >
      {weekdays.map((day) => {
        const isChosen = days.includes(day)
        const others = days.filter((one) => one !== day)
        return (
          <button
            key={day}
            type="button"
            role="menuitemcheckbox"
            aria-checked={isChosen}
            aria-disabled={(isChosen && others.length === 0) || undefined}
            tabIndex={-1}
            className="menu-item"
            onClick={() => {
              if (!isChosen) onChange([...days, day].sort((a, b) => a - b))
              else if (others.length > 0) onChange(others)
            }}
          >
            {longDay(day)}
            {isChosen && <Check size={14} strokeWidth={1.75} aria-hidden="true" />}
          </button>
        )
      })}
      <div role="separator" className="menu-line" />
      {choices.map(({ text, days: chosen }) => (
        <button
          key={text}
          type="button"
          role="menuitem"
          tabIndex={-1}
          className="menu-item"
          onClick={() => {
            onChange(chosen)
            props.close()
          }}
        >
          {text}
        </button>
      ))}
    </div>
  )
}

function onKey(
  event: KeyboardEvent<HTMLDivElement>,
  { close, abandon }: { readonly close: () => void; readonly abandon: () => void },
): void {
  if (event.key === 'Tab') return abandon()
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role^=menuitem]')]
  const at = items.findIndex((item) => item === document.activeElement)
  const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key]
  if (target === undefined && event.key !== 'Escape') return
  event.preventDefault()
  event.stopPropagation()
  if (target === undefined) close()
  else items.at(target % items.length)?.focus()
}
