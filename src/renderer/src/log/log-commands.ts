import type { RunView } from '../../../shared/ipc'
import { type Command, goTo } from '../command'
import { openLogInEditor, saveLog } from '../commands'
import { inLog, type ShownLog } from './shown-log'

/** What can be done with a run's log; some of it only while a log is shown. */
export function logCommands(run: RunView, log: ShownLog | null): readonly Command[] {
  const off = run.runId === null ? 'The run has no log yet' : null
  const inGroup = { group: goTo, off } as const
  const runId = log?.runId ?? null
  return [
    {
      ...inGroup,
      name: `Find in the log of ${run.name}`,
      icon: 'find',
      shortcut: 'find',
      act: () => inLog(({ find }) => find(null)),
    },
    ...(log ? waysInLog(log) : []),
    {
      ...inGroup,
      name: `Save the log of ${run.name} as…`,
      icon: 'file',
      shortcut: 'saveLog',
      act: () => saveLog(run.profileId, runId),
    },
    {
      ...inGroup,
      name: `Open the log of ${run.name} in an editor`,
      icon: 'file',
      shortcut: 'editor',
      act: () => openLogInEditor(run.profileId, runId),
    },
  ]
}

function waysInLog(log: ShownLog): readonly Command[] {
  const inGroup = { group: goTo, off: null, icon: 'mark' } as const
  return [
    { ...inGroup, name: 'Next mark in the log', shortcut: 'mark', act: () => log.goToMark(1) },
    { ...inGroup, name: 'Next match in the log', shortcut: 'match', act: () => log.goToMatch(1) },
    { ...inGroup, name: 'Go to line…', shortcut: 'line', act: () => log.goToLine() },
    { ...inGroup, name: 'Follow new lines', shortcut: 'follow', act: () => log.follow() },
  ]
}
