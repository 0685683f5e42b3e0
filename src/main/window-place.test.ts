import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { testFolder } from './support/folders'
import { inSight, WindowPlaceFile } from './window-place'

const screen = { x: 0, y: 0, width: 1920, height: 1080 }
const second = { x: 1920, y: 0, width: 1280, height: 1024 }
const place = { x: 2000, y: 100, width: 1100, height: 700, isMaximized: true }
const centred = { x: 410, y: 190, width: 1100, height: 700, isMaximized: true }

test('the window comes back where it was left, and in sight when that screen is gone', () => {
  const folder = testFolder()
  expect(new WindowPlaceFile(folder).read([screen])).toBeNull()
  new WindowPlaceFile(folder).keep(place)
  expect(statSync(join(folder, 'window.json')).mode & 0o777).toBe(0o600)
  expect(new WindowPlaceFile(folder).read([screen, second])).toEqual(place)
  expect(new WindowPlaceFile(folder).read([screen])).toEqual(centred)
})

test.each([
  ['its top is above the screen', { y: -30 }],
  ['its top is below the screen', { y: 1060 }],
  ['only a strip is left of it', { x: 1900 }],
])('it is put back in sight when %s', (_why, moved) => {
  expect(inSight({ ...place, x: 100, ...moved }, [screen])).toEqual(centred)
})

test('a window that is larger than the only screen left becomes as large as that', () => {
  const small = { x: 10, y: 20, width: 1000, height: 600 }
  expect(inSight(place, [small])).toEqual({ ...small, isMaximized: true })
})

test.each([
  '{"x":1',
  '{"x":1,"y":2,"width":"wide","height":3,"isMaximized":false}',
  '{"x":1,"y":2,"width":0,"height":3}',
])('a damaged file is set aside: %s', (text) => {
  const folder = testFolder()
  writeFileSync(join(folder, 'window.json'), text)
  expect(new WindowPlaceFile(folder).read([screen])).toBeNull()
  expect(readFileSync(join(folder, 'window.json.damaged'), 'utf8')).toBe(text)
})
