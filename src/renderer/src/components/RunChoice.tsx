import { ChevronDown } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { RunView } from '../../../shared/ipc'
import type { PastRun } from '../../../shared/past-runs'
import { tableTime } from '../../../shared/wording'
import { outcomeWord } from '../wording/run-notes'
import { MenuButton } from './Menu'

/** The most runs in the list; a window has no room for more. */
const mostListed = 12

/** Which run's log is shown, and the way to those of earlier runs. */
export function RunChoice(props: {
  readonly run: RunView
  readonly runId: string | null
  readonly showRun: (runId: string | null) => void
}) {
  const { run, runId, showRun } = props
  const [runs, setRuns] = useState<readonly PastRun[]>([])
  useEffect(() => {
    void window.fermata.listLogs(run.profileId).then(setRuns)
  }, [run.profileId, run.runId])
  const now = Date.now()
  const [, ...past] = runs
  const items = past
    .filter(({ hasLog }) => hasLog)
    .slice(0, mostListed)
    .map((one) => ({ label: nameOf(one, now), onSelect: () => showRun(one.runId) }))
  const shown = past.find((one) => one.runId === runId)
  const text = shown ? `Run of ${tableTime(shown.startedAt, now)}` : 'Latest run'
  return (
    <MenuButton
      kind="ghost"
      size="tiny"
      label={`Run shown: ${text}`}
      text={text}
      icon={<ChevronDown size={14} strokeWidth={1.75} aria-hidden="true" />}
      items={[{ label: 'Latest run', onSelect: () => showRun(null) }, ...(items.length > 0 ? [null, ...items] : [])]}
      opensUp
    />
  )
}

function nameOf({ startedAt, outcome }: PastRun, now: number): string {
  return `${tableTime(startedAt, now)}, ${outcomeWord(outcome)}`
}
