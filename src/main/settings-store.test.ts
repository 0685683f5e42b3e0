import { readFileSync, readlinkSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { testFolder } from './support/folders'
import { SettingsStore } from './settings-store'

test('settings outlast the app, and only their owner can read them', () => {
  const folder = testFolder()
  const first = new SettingsStore(folder)
  expect(first.current.theme).toBe('system')
  expect(first.change({ theme: 'dark', whenQuitting: 'pause' })).toBe(true)
  const next = new SettingsStore(folder)
  expect(next.current).toMatchObject({ theme: 'dark', whenQuitting: 'pause', keepAwake: true })
  expect(statSync(join(folder, 'settings.json')).mode & 0o777).toBe(0o600)
})

test('what a newer version wrote stays in the file', () => {
  const folder = testFolder()
  const path = join(folder, 'settings.json')
  writeFileSync(path, JSON.stringify({ theme: 'sepia', keepAwake: false, planets: ['Mars'] }))
  const store = new SettingsStore(folder)
  expect(store.current).toMatchObject({ theme: 'system', keepAwake: false })
  store.change({ notifySound: true })
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
    theme: 'sepia',
    keepAwake: false,
    planets: ['Mars'],
    notifySound: true,
  })
})

test.each(['{"theme":"da', '[]', '"dark"', ''])('a damaged file is set aside with its content: %s', (text) => {
  const folder = testFolder()
  const path = join(folder, 'settings.json')
  writeFileSync(path, text)
  const store = new SettingsStore(folder)
  expect(store.current.theme).toBe('system')
  expect(store.problem).toEqual({ kind: 'setAside', path: `${path}.damaged` })
  store.change({ theme: 'light' })
  expect(readFileSync(`${path}.damaged`, 'utf8')).toBe(text)
  expect(new SettingsStore(folder).problem).toBeNull()
})

test('each damaged file is kept', () => {
  const folder = testFolder()
  const path = join(folder, 'settings.json')
  for (const text of ['first', 'second']) {
    writeFileSync(path, text)
    expect(new SettingsStore(folder).problem?.kind).toBe('setAside')
  }
  expect(readFileSync(`${path}.damaged-2`, 'utf8')).toBe('second')
})

test('what can’t be read is not written over, and what can’t be kept changes nothing', () => {
  const folder = testFolder()
  const store = new SettingsStore(join(folder, 'not-there'))
  expect(store.change({ theme: 'dark' })).toBe(false)
  expect(store.current.theme).toBe('system')
  expect(store.problem).toMatchObject({ kind: 'notKept', code: 'ENOENT' })

  // A link to itself can be read by nobody, not even by root.
  const locked = testFolder()
  const path = join(locked, 'settings.json')
  symlinkSync(path, path)
  const blind = new SettingsStore(locked)
  expect(blind.problem).toMatchObject({ kind: 'notRead', code: 'ELOOP' })
  expect(blind.change({ theme: 'dark' })).toBe(false)
  expect(readlinkSync(path)).toBe(path)
})
