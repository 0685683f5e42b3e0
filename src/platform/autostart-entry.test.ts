import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { autostartFile, hasAutostartEntry, makeAutostartEntry, removeAutostartEntry } from './autostart-entry'

test('the entry is made in the folder of the desktop’s settings, and taken away again', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fermata-autostart-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = autostartFile({ XDG_CONFIG_HOME: folder })
  expect(file).toBe(join(folder, 'autostart', 'fermata.desktop'))
  expect(hasAutostartEntry(file)).toBe(false)
  makeAutostartEntry(file, ['/opt/My "apps"/fermata', '--fee=100%'])
  expect(hasAutostartEntry(file)).toBe(true)
  expect(readFileSync(file, 'utf8').split('\n')).toContain(String.raw`Exec="/opt/My \\"apps\\"/fermata" "--fee=100%%"`)
  removeAutostartEntry(file)
  removeAutostartEntry(file)
  expect(hasAutostartEntry(file)).toBe(false)
})

test('a relative folder for settings counts as none', () => {
  expect(autostartFile({ XDG_CONFIG_HOME: 'here' })).toBe(join(homedir(), '.config', 'autostart', 'fermata.desktop'))
})
