import { useEffect, useId, useRef, type ReactNode } from 'react'

/** Opens a dialog element for as long as it is shown; focus returns to the opener. */
function useModal() {
  const dialog = useRef<HTMLDialogElement>(null)
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
  return dialog
}

/** Something to fill in or to read, over the window. Escape closes it. */
export function PlainDialog(props: {
  readonly title: string
  readonly children: ReactNode
  readonly isWide?: boolean
  readonly onCancel: () => void
}) {
  const dialog = useModal()
  const id = useId()
  return (
    <dialog
      ref={dialog}
      className="dialog"
      data-wide={props.isWide || undefined}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        props.onCancel()
      }}
    >
      <h2 id={id}>{props.title}</h2>
      {props.children}
    </dialog>
  )
}

/** A question that holds the window until it's answered. Escape gives the harmless answer; focus returns to the opener. */
export function AlertDialog(props: {
  readonly title: string
  readonly children: ReactNode
  readonly buttons: ReactNode
  readonly onCancel: () => void
}) {
  const dialog = useModal()
  const id = useId()
  return (
    <dialog
      ref={dialog}
      role="alertdialog"
      className="dialog"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      onCancel={(event) => {
        event.preventDefault()
        props.onCancel()
      }}
    >
      <h2 id={`${id}-title`}>{props.title}</h2>
      <p id={`${id}-text`}>{props.children}</p>
      <div className="dialog-buttons">{props.buttons}</div>
    </dialog>
  )
}
