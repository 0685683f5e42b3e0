import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, test } from 'vitest'
import type { MenuChoice } from '../shared/app-menu'
import { type ShortcutId, shortcuts } from '../shared/shortcuts'
import { menuTemplate } from './menu-template'

function menuOf(platform: string) {
  const done: (MenuChoice | 'quitted')[] = []
  const template = menuTemplate(platform, {
    choose: (choice) => void done.push(choice),
    quit: () => void done.push('quitted'),
  })
  const items = allOf(template)
  const press = (label: string) => {
    // Electron gives more, of which these items use nothing.
    ;(items.find((item) => item.label === label)?.click as (() => void) | undefined)?.()
  }
  return { template, items, done, press }
}

function allOf(items: readonly MenuItemConstructorOptions[]): readonly MenuItemConstructorOptions[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? allOf(item.submenu) : [])])
}

describe.each(['linux', 'win32', 'darwin'])('the menu on %s', (platform) => {
  test('shows each key once, and leaves all of the page’s keys to the page', () => {
    const { items } = menuOf(platform)
    const keyed = items.filter(({ accelerator }) => accelerator !== undefined)
    const keys = keyed.map(({ accelerator }) => accelerator)
    expect(new Set(keys).size).toBe(keys.length)
    expect(keyed.every(({ registerAccelerator }) => registerAccelerator === false)).toBe(true)
  })

  test('has an item for all that works wherever the focus is', () => {
    const ids = new Set(menuOf(platform).items.map(({ id }) => id))
    const everywhere = (Object.keys(shortcuts) as ShortcutId[]).filter((id) =>
      ['window', 'anywhere'].includes(shortcuts[id].where),
    )
    // Runs have names of their own; the menu and the round of the panes are keys only.
    expect(everywhere.filter((id) => !ids.has(id)).toSorted()).toEqual(['menu', 'pane', 'run'])
  })
})

test('what is chosen goes to the page as if its keys had been pressed, and quitting needs no page', () => {
  const { press, done, items } = menuOf('linux')
  for (const label of ['Pause or resume', 'Logs', 'About Fermata', 'Quit…']) press(label)
  expect(done).toEqual([{ id: 'pause', at: 0, isBack: false }, { id: 'tab', at: 1, isBack: false }, 'about', 'quitted'])
  expect(items.find(({ label }) => label === 'Logs')?.accelerator).toBe('Alt+2')
  expect(items.find(({ label }) => label === 'Pause all')?.accelerator).toBe('CommandOrControl+Shift+P')
})

test('macOS has its own first menu, with what stands elsewhere under File and Help', () => {
  const first = (platform: string) => menuOf(platform).template.map(({ label, role }) => label ?? role)
  expect(first('darwin')).toEqual(['Fermata', 'File', 'editMenu', 'Run', 'View', 'windowMenu', 'Help'])
  expect(first('linux')).toEqual(['File', 'editMenu', 'Run', 'View', 'Help'])
  for (const platform of ['darwin', 'linux'])
    for (const label of [/^About/, /^Settings/, /^Quit/])
      expect(menuOf(platform).items.filter((item) => label.test(item.label ?? ''))).toHaveLength(1)
})
