import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { PauseFileText } from '../../../shared/ipc'
import { copyText } from '../commands'
import { Button } from './Button'

const shownMs = 1500

/** Copies a text of the pause file; its icon is a check for a moment once that is done. */
export function CopyButton(props: {
  readonly profileId: string
  readonly text: PauseFileText
  readonly label?: string
  readonly children?: string
}) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return undefined
    const timer = setTimeout(() => setCopied(false), shownMs)
    return () => clearTimeout(timer)
  }, [copied])
  const Icon = copied ? Check : Copy
  return (
    <Button
      kind={props.children === undefined ? 'ghost' : 'secondary'}
      size="tiny"
      label={props.label}
      icon={<Icon size={16} strokeWidth={1.75} aria-hidden="true" />}
      onPress={() => void copyText(props.profileId, props.text).then(setCopied)}
    >
      {props.children}
    </Button>
  )
}
