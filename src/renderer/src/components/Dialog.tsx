import { useEffect, useId, useRef, type ReactNode } from 'react'

interface DialogProps {
  readonly title: string
  readonly children: ReactNode
  readonly onCancel: () => void
}

/** Something to fill in or to read, over the window. Escape closes it; focus returns to the opener. */
export function PlainDialog(
  props: DialogProps & {
    readonly isWide?: boolean
    readonly role?: 'alertdialog'
    readonly describedBy?: string
    readonly className?: string
    /** Whether a press beside it closes it too. */
    readonly isLight?: boolean
  },
) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const element = dialog.current
    if (!element || element.open) return undefined
    const opener = document.activeElement
    element.showModal()
    element.querySelector<HTMLElement>('[data-harmless]')?.focus()
    return () => {
      element.close()
      if (opener instanceof HTMLElement) opener.focus()
    }
  }, [])
  return (
    // A press beside it is only one more way out: Escape is the one for keys.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <dialog
      ref={dialog}
      role={props.role}
      className={`dialog ${props.className ?? ''}`}
      data-wide={props.isWide || undefined}
      aria-labelledby={id}
      aria-describedby={props.describedBy}
      onCancel={(event) => {
        event.preventDefault()
        props.onCancel()
      }}
      onClick={({ target, currentTarget }) => {
        if (props.isLight && target === currentTarget) props.onCancel()
      }}
    >
      <h2 id={id}>{props.title}</h2>
      {props.children}
    </dialog>
  )
}

/** A question that holds the window until it's answered. Escape gives the harmless answer. */
export function AlertDialog({ children, buttons, ...props }: DialogProps & { readonly buttons: ReactNode }) {
  const id = useId()
  return (
    <PlainDialog {...props} role="alertdialog" describedBy={id}>
      <p id={id}>{children}</p>
      <div className="dialog-buttons">{buttons}</div>
    </PlainDialog>
  )
}

/** The answer of a dialog that changes nothing: it has the focus at first. */
export function HarmlessButton({ onPress, children }: { readonly onPress: () => void; readonly children: ReactNode }) {
  return (
    <button type="button" className="button" data-kind="secondary" data-size="control" data-harmless onClick={onPress}>
      {children}
    </button>
  )
}
