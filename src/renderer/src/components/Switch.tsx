/** Something that is on or off, at once. */
export function Switch(props: {
  readonly label: string
  readonly isOn: boolean
  readonly describedBy?: string | undefined
  readonly onChange: (isOn: boolean) => void
}) {
  return (
    <button
      type="button"
      role="switch"
      className="switch"
      aria-label={props.label}
      aria-checked={props.isOn}
      aria-describedby={props.describedBy}
      onClick={() => props.onChange(!props.isOn)}
    />
  )
}
