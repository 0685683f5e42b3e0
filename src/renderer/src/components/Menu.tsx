import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'

/** One line of a menu; null draws a line between groups. */
export type MenuItem = {
  readonly label: string
  readonly keys?: string
  readonly danger?: boolean
  readonly onSelect: () => void
} | null

/** A button that opens a menu. Focus goes back to the button before the choice is carried out. */
export function MenuButton(props: {
  readonly label: string
  readonly icon: ReactNode
  readonly kind?: 'primary' | 'secondary' | 'ghost'
  readonly size?: 'control' | 'small' | 'tiny'
  /** Shown beside the icon. */
  readonly text?: ReactNode
  readonly className?: string
  readonly items: readonly MenuItem[]
  /** For a button at the window's lower edge. */
  readonly opensUp?: boolean
}) {
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const menuId = useId()
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  return (
    <span className="menu-anchor" data-up={props.opensUp || undefined}>
      <button
        ref={button}
        type="button"
        className={`button ${props.className ?? ''}`}
        data-kind={props.kind ?? 'secondary'}
        data-size={props.size ?? 'control'}
        data-icon-only={props.text === undefined || undefined}
        aria-label={props.label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? menuId : undefined}
        title={open ? undefined : props.label}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          setOpen(true)
        }}
      >
        {props.icon}
        {props.text}
      </button>
      {open && (
        <MenuList id={menuId} label={props.label} items={props.items} close={close} abandon={() => setOpen(false)} />
      )}
    </span>
  )
}

function MenuList(props: {
  readonly id: string
  readonly label: string
  readonly items: readonly MenuItem[]
  readonly close: () => void
  readonly abandon: () => void
}) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus()
    const outside = (event: PointerEvent) => {
      const anchor = list.current?.parentElement
      if (event.target instanceof Node && !anchor?.contains(event.target)) props.abandon()
    }
    document.addEventListener('pointerdown', outside)
    return () => document.removeEventListener('pointerdown', outside)
  })
  return (
    <div
      ref={list}
      id={props.id}
      role="menu"
      tabIndex={-1}
      aria-label={props.label}
      className="menu"
      onKeyDown={(event) => onMenuKey(event, props)}
    >
      {props.items.map((item, index) =>
        item ? (
          <button
            key={item.label}
            type="button"
            role="menuitem"
            tabIndex={-1}
            className="menu-item"
            data-danger={item.danger || undefined}
            onClick={() => {
              props.close()
              item.onSelect()
            }}
          >
            {item.label}
            {item.keys && <kbd aria-hidden="true">{item.keys}</kbd>}
          </button>
        ) : (
          // A menu's lines keep their places.
          // oxlint-disable-next-line react/no-array-index-key
          <div key={`line-${index}`} role="separator" className="menu-line" />
        ),
      )}
    </div>
  )
}

function onMenuKey(
  event: KeyboardEvent<HTMLDivElement>,
  { close, abandon }: { close: () => void; abandon: () => void },
): void {
  if (event.key === 'Tab') return abandon()
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=menuitem]')]
  const at = items.findIndex((item) => item === document.activeElement)
  const targets: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }
  const target = targets[event.key]
  if (target === undefined && event.key !== 'Escape') return
  event.preventDefault()
  event.stopPropagation()
  if (target === undefined) close()
  else items.at(target % items.length)?.focus()
}
