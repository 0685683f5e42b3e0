import { ArrowDown, ArrowDownToLine, ArrowUp, Flag } from 'lucide-react'
import { counted } from '../../../shared/wording'
import type { LogView } from '../log/use-log-view'
import { Button } from './Button'

/** The ways through a log: from mark to mark, and along with its end. */
export function LogToolbar(props: {
  readonly view: LogView
  readonly markCount: number
  readonly goToMark: (step: 1 | -1) => void
}) {
  const { view, markCount, goToMark } = props
  const off = markCount === 0 ? 'The log has no marks yet' : null
  return (
    <div role="toolbar" aria-label="Log tools" className="log-toolbar">
      <span className="split">
        <Button
          size="small"
          label="Previous mark"
          off={off}
          tipSide="left"
          icon={<ArrowUp size={16} strokeWidth={1.75} aria-hidden="true" />}
          onPress={() => goToMark(-1)}
        />
        <span className="split-text">
          <Flag size={16} strokeWidth={1.75} aria-hidden="true" />
          {counted(markCount, 'mark')}
        </span>
        <Button
          size="small"
          label="Next mark"
          off={off}
          tipSide="left"
          icon={<ArrowDown size={16} strokeWidth={1.75} aria-hidden="true" />}
          onPress={() => goToMark(1)}
        />
      </span>
      <Button
        size="small"
        label="Follow new lines"
        pressed={view.follows}
        icon={<ArrowDownToLine size={16} strokeWidth={1.75} aria-hidden="true" />}
        onPress={() => view.follow(!view.follows)}
      >
        Follow
      </Button>
    </div>
  )
}
