import type { RunView } from '../../shared/ipc'
import type { Command } from './command'
import {
  chooseFirst,
  copyText,
  pauseUntil,
  performSecond,
  pressFirst,
  releaseHold,
  showPauseFile,
  stop,
} from './commands'
import { testPause } from './pause-tests'
import { useRunStore } from './run-store'
import { ask, useViewStore } from './view-store'
import { controlsOf, isHeldByUser, quickName, startsRun } from './wording/controls'
import { isActive, phaseOf } from './wording/phase'
import { pauseTimes } from './wording/pause-times'

/** What can be done with the run that is shown. */
export function runCommands(run: RunView): readonly Command[] {
  const { name, profileId } = run
  const { first, firstMenu } = controlsOf(run)
  const shell = useViewStore.getState().shell
  const group = { group: name, off: null } as const
  return [
    {
      group: name,
      name: quickName(first.action, name),
      icon: first.action,
      off: first.off,
      shortcut: startsRun(first.action) ? 'start' : 'pause',
      act: () => chooseFirst(run),
      press: () => pressFirst(run),
    },
    ...(firstMenu === 'pause' ? timedPauses(run) : []),
    ...(isHeldByUser(run)
      ? [{ ...group, name: 'Release only mine', icon: 'resume' as const, act: () => releaseHold(profileId, 'you') }]
      : []),
    ...endings(run),
    ...(['pause', 'resume'] as const).map((text) => ({
      group: name,
      off: null,
      name: `Copy ${text} command for ${shell}`,
      icon: 'copy' as const,
      act: () => void copyText(profileId, text),
    })),
    { ...group, name: 'Pause file in folder', icon: 'folder', act: () => showPauseFile(profileId) },
    ...proofs(run),
  ]
}

function timedPauses({ name, profileId }: RunView): readonly Command[] {
  return [
    ...pauseTimes(Date.now()).map(({ label, until }) => ({
      group: name,
      off: null,
      icon: 'clock' as const,
      name: label.replace('Pause', `Pause ${name}`),
      act: () => pauseUntil(profileId, until),
    })),
    { group: name, off: null, icon: 'clock', name: `Pause ${name} until…`, act: () => ask('pauseUntil', profileId) },
  ]
}

/** The ways to end a run, and those out of an end. */
function endings(run: RunView): readonly Command[] {
  const { name, profileId } = run
  const { second } = controlsOf(run)
  const stops: Command = {
    group: name,
    name: `Stop ${name}`,
    icon: 'stop',
    off: second.action === 'stop' ? second.off : 'The run is not running',
    shortcut: 'stop',
    act: () => stop(run),
  }
  const kills: Command = {
    group: name,
    name: `Kill ${name}…`,
    icon: 'kill',
    off: second.off,
    act: () => ask('kill', profileId),
  }
  if (second.action === 'kill') return [kills]
  if (second.action === 'stop') return second.menu ? [stops, kills] : [stops]
  if (second.action !== 'startOver') return []
  return [
    {
      group: name,
      name: quickName('startOver', name),
      icon: 'startOver',
      off: null,
      act: () => performSecond(run, 'startOver'),
    },
  ]
}

function proofs(run: RunView): readonly Command[] {
  const { name, profileId, runId } = run
  const { verifications } = useRunStore.getState()
  const active = isActive(phaseOf(run))
  const canVerify = runId !== null && profileId in verifications && verifications[profileId]?.state.kind !== 'running'
  const test: Command = {
    group: name,
    name: `Test the pause of ${name}`,
    icon: 'test',
    off: active ? 'Stop it first' : null,
    act: () => testPause(profileId),
  }
  if (!canVerify) return [test]
  return [
    test,
    { group: name, name: `Verify ${name}…`, icon: 'verify', off: null, act: () => ask('verify', profileId) },
  ]
}
