import { ArrowDown, ArrowDownToLine, ArrowUp, Ellipsis, Flag } from 'lucide-react'
import type { LogMark, RunView } from '../../../shared/ipc'
import type { LevelCounts } from '../../../shared/log-service'
import { count } from '../../../shared/wording'
import { copyLogPath, openLogInEditor, saveLog, showLogInFolder } from '../commands'
import { steppedSize } from '../log/text-size'
import type { LevelChoice, LogFind } from '../log/use-log-find'
import type { LogView } from '../log/use-log-view'
import { shortcutLabel } from '../use-window'
import { chooseLogTextSize, useViewStore, wrapLogs } from '../view-store'
import { markName } from '../wording/log-marks'
import { Button } from './Button'
import { LogSearch } from './LogSearch'
import { MenuButton, type MenuItem } from './Menu'
import { Segments } from './Segments'

const look = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const

interface LogToolbarProps {
  readonly run: RunView
  readonly runId: string | null
  readonly view: LogView
  readonly find: LogFind
  readonly marks: readonly LogMark[]
  readonly goToMark: (step: 1 | -1) => void
  readonly goToLine: () => void
}

/** The ways through a log: by what is looked for, by level, from mark to mark, and along with its end. */
export function LogToolbar(props: LogToolbarProps) {
  const { view, find } = props
  return (
    <div role="toolbar" aria-label="Log tools" className="log-toolbar">
      <LogSearch find={find} />
      <Segments
        label="Level"
        choices={levelChoices(view.session.levels)}
        chosen={find.level}
        onChoose={(level) => find.setLevel(level)}
      />
      <Marks {...props} />
      <span className="log-toolbar-end">
        <Button
          size="small"
          label="Follow new lines"
          pressed={view.follows}
          icon={<ArrowDownToLine {...look} />}
          onPress={() => view.follow(!view.follows)}
        >
          <span className="wide-only">Follow</span>
        </Button>
        <LogActions run={props.run} runId={props.runId} goToLine={props.goToLine} />
      </span>
    </div>
  )
}

/** The newest marks that the list offers; older ones are reached from mark to mark, or by the ruler. */
const listedMarks = 12

function Marks({ view, marks, goToMark }: LogToolbarProps) {
  const off = marks.length === 0 ? 'The log has no marks yet' : null
  const items = marks.slice(-listedMarks).map((mark) => ({
    label: `${markName(mark.mark)}, line ${count(mark.number)}`,
    onSelect: () => view.jumpTo(mark.number),
  }))
  return (
    <span className="split">
      <Button size="small" label="Previous mark" off={off} icon={<ArrowUp {...look} />} onPress={() => goToMark(-1)} />
      {off === null ? (
        <MenuButton
          label="Marks…"
          size="small"
          text={<span className="wide-only">Marks</span>}
          icon={<Flag {...look} />}
          items={items}
        />
      ) : (
        <Button size="small" label="Marks…" off={off} icon={<Flag {...look} />} onPress={() => undefined}>
          <span className="wide-only">Marks</span>
        </Button>
      )}
      <Button size="small" label="Next mark" off={off} icon={<ArrowDown {...look} />} onPress={() => goToMark(1)} />
    </span>
  )
}

function levelChoices({ warnings, errors }: LevelCounts): readonly LevelSegment[] {
  return [
    { value: 'all', text: 'All' },
    { value: 'warn', text: 'Warnings', count: warnings },
    { value: 'error', text: 'Errors', count: errors },
  ]
}

interface LevelSegment {
  readonly value: LevelChoice
  readonly text: string
  readonly count?: number
}

function LogActions({ run, runId, goToLine }: Pick<LogToolbarProps, 'run' | 'runId' | 'goToLine'>) {
  const wraps = useViewStore((store) => store.logWraps)
  const size = useViewStore((store) => store.logTextSize)
  const { profileId } = run
  const items: readonly MenuItem[] = [
    { label: 'Go to line…', keys: shortcutLabel('line'), onSelect: goToLine },
    null,
    { label: wraps ? 'Don’t wrap lines' : 'Wrap lines', onSelect: () => wrapLogs(!wraps) },
    { label: 'Larger text', onSelect: () => chooseLogTextSize(steppedSize(size, 1)) },
    { label: 'Smaller text', onSelect: () => chooseLogTextSize(steppedSize(size, -1)) },
    null,
    { label: 'Save as…', keys: shortcutLabel('saveLog'), onSelect: () => saveLog(profileId, runId) },
    { label: 'Open in editor', keys: shortcutLabel('editor'), onSelect: () => openLogInEditor(profileId, runId) },
    { label: 'Show log in folder', onSelect: () => showLogInFolder(profileId, runId) },
    { label: 'Copy path', onSelect: () => copyLogPath(profileId, runId) },
  ]
  return (
    <MenuButton
      label="Log actions"
      size="small"
      icon={<Ellipsis size={16} strokeWidth={2.25} aria-hidden="true" />}
      items={items}
    />
  )
}
