import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { OwnPauseFiles } from './own-pause-files'
import { testFolder } from './support/folders'

test('what the app made is known after a restart, by the very file', () => {
  const storage = join(testFolder(), 'pause-files.json')
  const own = new OwnPauseFiles(storage)
  own.add('/w/pause.txt', 'one')
  const later = new OwnPauseFiles(storage)
  expect(later.has('/w/pause.txt', 'one')).toBe(true)
  expect(later.has('/w/pause.txt', 'two')).toBe(false)
  expect(later.has('/other/pause.txt', 'one')).toBe(false)
  later.remove('/w/pause.txt')
  expect(new OwnPauseFiles(storage).has('/w/pause.txt', 'one')).toBe(false)
})

test.each(['', '{', 'null', '[1]', '7', '{"/w":7}'])('a damaged memory (%j) is an empty one', (text) => {
  const storage = join(testFolder(), 'pause-files.json')
  writeFileSync(storage, text)
  expect(new OwnPauseFiles(storage).has('/w', '7')).toBe(false)
})

test('a memory that can’t be written costs nothing but itself', () => {
  const storage = join(testFolder(), 'missing', 'pause-files.json')
  const own = new OwnPauseFiles(storage)
  own.add('/w/pause.txt', 'one')
  expect(own.has('/w/pause.txt', 'one')).toBe(true)
  expect(existsSync(storage)).toBe(false)
})
