import { describe, expect, test } from 'vitest'
import {
  acceleratorOf,
  type KeyPress,
  pressedShortcut,
  shortcutLines,
  shortcutSections,
  shortcuts,
  shortcutText,
} from './shortcuts'

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
})

describe.each([false, true])('shortcuts, on macOS: %s', (isMac) => {
  test('no two do something else for the same keys', () => {
    const lines = shortcutSections.flatMap((section) => shortcutLines(section, isMac))
    const ids = Object.keys(shortcuts).filter((id) => !isMac || id !== 'menu')
    expect(lines.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
    const keys = lines.flatMap((line) => line.keys)
    expect(new Set(keys).size).toBe(keys.length)
  })
})

test('keys are told apart by every modifier', () => {
  expect(pressedShortcut(press('p', { ctrlKey: true }), 'window', false)?.id).toBe('pause')
  expect(pressedShortcut(press('P', { ctrlKey: true, shiftKey: true }), 'window', false)?.id).toBe('pauseAll')
  expect(pressedShortcut(press('p', { ctrlKey: true, altKey: true }), 'window', false)).toBeNull()
  expect(pressedShortcut(press('p'), 'window', false)).toBeNull()
  expect(pressedShortcut(press('p', { ctrlKey: true }), 'window', true)).toBeNull()
  expect(pressedShortcut(press('p', { metaKey: true }), 'window', true)?.id).toBe('pause')
})

test('digits count, and go by the place of the key', () => {
  const second = { code: 'Digit2' }
  expect(pressedShortcut(press('é', { ...second, altKey: true }), 'window', false)).toMatchObject({ id: 'tab', at: 1 })
  expect(pressedShortcut(press('2', { ...second, ctrlKey: true }), 'window', false)).toMatchObject({ id: 'run', at: 1 })
  expect(pressedShortcut(press('™', { ...second, altKey: true, metaKey: true }), 'window', true)?.id).toBe('tab')
  expect(pressedShortcut(press('6', { code: 'Digit6', altKey: true }), 'window', false)).toBeNull()
})

test('a log’s keys work only there, in both directions', () => {
  expect(pressedShortcut(press('F3'), 'window', false)).toBeNull()
  expect(pressedShortcut(press('F3'), 'log', false)).toEqual({ id: 'match', at: 0, isBack: false })
  expect(pressedShortcut(press('F3', { shiftKey: true }), 'log', false)?.isBack).toBe(true)
})

test('keys are written as the system writes them', () => {
  expect(shortcutText('pauseAll', false)).toBe('Ctrl Shift P')
  expect(shortcutText('pauseAll', true)).toBe('⇧⌘P')
  expect(shortcutText('tab', true, 1)).toBe('⌥⌘2')
  expect(acceleratorOf('pauseAll', false)).toBe('CommandOrControl+Shift+P')
  expect(acceleratorOf('larger', false)).toBe('CommandOrControl+Plus')
  expect(acceleratorOf('tab', false, 1)).toBe('Alt+2')
  expect(acceleratorOf('tab', true, 1)).toBe('CommandOrControl+Alt+2')
  expect(shortcutLines('Go to', false)[0]).toEqual({ id: 'run', text: 'Run 1 to 9', keys: ['Ctrl 1', 'Ctrl 9'] })
})

test('text grows by plus as any keyboard writes it', () => {
  for (const more of [{ key: '+' }, { key: '+', shiftKey: true }, { key: '=' }])
    expect(pressedShortcut(press(more.key, { ...more, ctrlKey: true }), 'anywhere', false)?.id).toBe('larger')
  expect(pressedShortcut(press('-', { ctrlKey: true }), 'anywhere', false)?.id).toBe('smaller')
  expect(pressedShortcut(press('+'), 'anywhere', false)).toBeNull()
  expect(shortcutText('smaller', false)).toBe('Ctrl −')
})
