import type { RunView } from '../../shared/ipc'
import { themes } from '../../shared/settings'
import { type Tab, tabs, tabTitles } from '../../shared/tabs'
import { allRuns, type Command, goTo } from './command'
import { chooseFirst, pauseAll, resumeAll } from './commands'
import { logCommands } from './log/log-commands'
import { shownLog } from './log/shown-log'
import { runCommands } from './run-commands'
import { changeSettings, useSettings } from './settings'
import { openNewRun } from './setup-store'
import { textSizeCommands } from './text-size-commands'
import { selectRun, showOverlay, showScreen, showTab } from './view-store'
import { controlsOf, pauseAllOff, quickName, resumeAllOff } from './wording/controls'
import { themeTexts } from './wording/settings'

/** All that the window can do now, in the order of the palette. `shown` is the run that commands are about. */
export function commandsNow(runs: readonly RunView[], shown: RunView | null): readonly Command[] {
  return [
    ...(shown ? runCommands(shown) : []),
    ...allRunsCommands(runs, shown),
    ...(shown ? logCommands(shown, shownLog()) : []),
    ...places(runs, shown),
    ...windowCommands(),
  ]
}

function allRunsCommands(runs: readonly RunView[], shown: RunView | null): readonly Command[] {
  const others = runs.filter((run) => run !== shown).flatMap(otherRunCommand)
  const all = { group: allRuns } as const
  return [
    { ...all, name: 'Pause all', icon: 'pause', off: pauseAllOff(runs), shortcut: 'pauseAll', act: pauseAll },
    { ...all, name: 'Resume all', icon: 'resume', off: resumeAllOff(runs), shortcut: 'resumeAll', act: resumeAll },
    ...others,
    { ...all, name: 'Add run', icon: 'add', off: null, shortcut: 'addRun', act: openNewRun },
  ]
}

/** What the button of another run in the sidebar does. */
function otherRunCommand(run: RunView): readonly Command[] {
  const { quick, first } = controlsOf(run)
  if (quick === null) return []
  const act = () => {
    selectRun(run.profileId)
    chooseFirst(run)
  }
  return [{ group: allRuns, name: quickName(quick, run.name), icon: quick, off: first.off, act }]
}

function places(runs: readonly RunView[], shown: RunView | null): readonly Command[] {
  const place = { group: goTo, off: null, isPlace: true } as const
  return [
    ...(shown ? tabs.map((tab, at) => tabCommand(shown, tab, at)) : []),
    ...runs.map(runPlace),
    { ...place, name: 'History', icon: 'history', shortcut: 'history', act: () => showScreen('history') },
    { ...place, name: 'Settings', icon: 'settings', shortcut: 'settings', act: () => showScreen('settings') },
  ]
}

function tabCommand({ name }: RunView, tab: Tab, at: number): Command {
  const act = () => showTab(tab)
  return {
    group: goTo,
    name: `${tabTitles[tab]} of ${name}`,
    icon: 'tab',
    off: null,
    shortcut: 'tab',
    at,
    isPlace: true,
    act,
  }
}

/** Digits lead to the first runs only. */
const runDigits = 9

function runPlace({ name, profileId }: RunView, at: number): Command {
  const act = () => selectRun(profileId)
  const command: Command = { group: goTo, name: `Go to ${name}`, icon: 'run', off: null, isPlace: true, act }
  return at < runDigits ? { ...command, shortcut: 'run', at } : command
}

function windowCommands(): readonly Command[] {
  const theme = useSettings.getState().view?.settings.theme
  const inWindow = { group: 'Window', off: null } as const
  return [
    ...themes
      .filter((one) => one !== theme)
      .map((one) => ({
        group: inWindow.group,
        off: null,
        name: `Theme: ${themeTexts[one]}`,
        icon: 'theme' as const,
        act: () => changeSettings({ theme: one }),
      })),
    ...textSizeCommands(),
    { ...inWindow, name: 'Keyboard shortcuts', icon: 'keys', shortcut: 'list', act: () => showOverlay('shortcuts') },
    { ...inWindow, name: 'About Fermata', icon: 'about', act: () => showOverlay('about') },
    {
      ...inWindow,
      name: 'Quit Fermata',
      icon: 'quit',
      shortcut: 'quit',
      act: () => void window.fermata.requestLeaving(),
    },
  ]
}
