import { useState } from 'react'
import { createPortal } from 'react-dom'
import { Button } from './Button'
import { ChooseLineDialog } from './ChooseLineDialog'

/** Fills a field of a form from a line of the latest log. */
export function ChooseLineButton(props: {
  readonly profileId: string
  readonly field: string
  readonly partOf: (line: string) => string
  readonly onChosen: (part: string) => void
}) {
  const [isOpen, open] = useState(false)
  const { field } = props
  return (
    <>
      <Button label={`Choose line… for ${field}`} title="" onPress={() => open(true)}>
        Choose line…
      </Button>
      {/* The dialog has a form of its own, which can't stand inside this one. */}
      {isOpen &&
        createPortal(<ChooseLineDialog {...props} title="Choose a line" onClose={() => open(false)} />, document.body)}
    </>
  )
}
