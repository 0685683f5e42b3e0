import type { ReactNode } from 'react'
import type { ParsedLine } from '../../../shared/run-lines'
import { markOf } from '../../../shared/run-lines'
import { messageParts } from '../wording/message-parts'

/** How a line of a log is coloured: by its level, else by what it says about the run's state. */
export function lineTone(line: ParsedLine): 'error' | 'warn' | 'paused' | 'resumed' | 'mark' | 'plain' {
  if (line.level === 'error' || line.level === 'warn') return line.level
  const mark = markOf(line.message)
  if (mark === 'paused' || mark === 'howToResume') return 'paused'
  if (mark === 'resumed') return 'resumed'
  return mark === null ? 'plain' : 'mark'
}

/** What a line says, its figures standing out. */
export function MessageText({ line }: { readonly line: ParsedLine }): ReactNode {
  if (lineTone(line) !== 'plain') return line.message
  return messageParts(line.message).map(({ text, tone, at }) =>
    tone === 'plain' ? (
      text
    ) : (
      <span key={at} className={`text-${tone}`}>
        {text}
      </span>
    ),
  )
}
