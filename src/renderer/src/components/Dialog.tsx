import { useEffect, useId, useRef, type ReactNode } from 'react'

/** A question that holds the window until it's answered. Escape gives the harmless answer; focus returns to the opener. */
export function AlertDialog(props: {
  readonly title: string
  readonly children: ReactNode
  readonly buttons: ReactNode
  readonly onCancel: () => void
}) {
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
