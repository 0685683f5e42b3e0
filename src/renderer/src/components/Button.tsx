import { useId, type ReactNode, type Ref } from 'react'

/** What a button is made of. `off` says why it can't be used; it stays in the tab order, so that this can be found out. */
export interface ButtonProps {
  readonly children?: ReactNode
  readonly icon?: ReactNode
  readonly kind?: 'primary' | 'secondary' | 'ghost' | 'danger' | 'danger-solid'
  readonly size?: 'large' | 'control' | 'small' | 'tiny'
  readonly label?: string | undefined
  readonly off?: string | null
  /** Ignores the pointer for a moment, without looking different. */
  readonly settling?: boolean
  readonly pressed?: boolean
  readonly title?: string
  readonly autoFocus?: boolean
  readonly tipSide?: 'left' | 'right'
  readonly className?: string
  readonly ref?: Ref<HTMLButtonElement>
  readonly onPress: (by: 'pointer' | 'key') => void
}

/** A button, named by its text or, where it has only an icon, by `label`. */
export function Button({ kind = 'secondary', size = 'control', off = null, settling = false, ...props }: ButtonProps) {
  const tipId = useId()
  const disabled = off !== null || settling
  const iconOnly = props.children === undefined
  const button = (
    <button
      ref={props.ref}
      type="button"
      className={`button ${props.className ?? ''}`}
      data-kind={kind}
      data-size={size}
      data-off={off !== null || undefined}
      data-icon-only={iconOnly || undefined}
      aria-label={props.label}
      aria-pressed={props.pressed}
      aria-disabled={disabled || undefined}
      aria-describedby={off === null ? undefined : tipId}
      title={props.title ?? (iconOnly && off === null ? props.label : undefined)}
      autoFocus={props.autoFocus}
      onKeyDown={(event) => {
        // A key held down is one wish, not many.
        if (event.repeat && event.key === 'Enter') event.preventDefault()
      }}
      onClick={({ detail }) => {
        const by = detail > 0 ? 'pointer' : 'key'
        if (off === null && !(settling && by === 'pointer')) props.onPress(by)
      }}
    >
      {props.icon}
      {props.children}
    </button>
  )
  if (off === null) return button
  return (
    <span className="tipped">
      {button}
      <span role="tooltip" id={tipId} className="tip" data-side={props.tipSide ?? 'right'}>
        {off}
      </span>
    </span>
  )
}
