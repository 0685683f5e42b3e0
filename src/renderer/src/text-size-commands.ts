import { textSizes, usualSettings } from '../../shared/settings'
import type { Command } from './command'
import { changeSettings, useSettings } from './settings'
import { announce } from './view-store'
import { percentText } from './wording/settings'

/** What changes the size of all that the window shows. */
export function textSizeCommands(): readonly Command[] {
  const now = useSettings.getState().view?.settings.textSize
  if (now === undefined) return []
  const at = textSizes.indexOf(now)
  const usual = usualSettings(window.fermata.platform).textSize
  return [
    { ...sized(textSizes[at + 1], 'It is at its largest'), name: 'Larger text', shortcut: 'larger' },
    { ...sized(textSizes[at - 1], 'It is at its smallest'), name: 'Smaller text', shortcut: 'smaller' },
    {
      ...sized(now === usual ? undefined : usual, 'It is at its usual size'),
      name: 'Usual text size',
      shortcut: 'usualText',
    },
  ]
}

function sized(size: (typeof textSizes)[number] | undefined, whyNot: string) {
  const act = () => {
    if (size === undefined) return
    changeSettings({ textSize: size })
    announce(`Text size ${percentText(size)}`)
  }
  return { group: 'Window', icon: 'textSize', off: size === undefined ? whyNot : null, act } as const
}
