import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { inputsHash } from './build.mjs'

let folder

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fermata-build-'))
  mkdirSync(join(folder, 'src', 'main'), { recursive: true })
  for (const name of ['electron.vite.config.ts', 'package.json', 'package-lock.json', 'src/main/index.ts']) {
    writeFileSync(join(folder, name), name)
  }
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

test.each(['electron.vite.config.ts', 'package.json', 'package-lock.json', 'src/main/index.ts', 'src/main/new.ts'])(
  'a change of %s asks for a new build',
  (name) => {
    const before = inputsHash(folder)
    expect(inputsHash(folder)).toBe(before)
    writeFileSync(join(folder, name), 'changed')
    expect(inputsHash(folder)).not.toBe(before)
  },
)

test('a change of a unit test does not', () => {
  const before = inputsHash(folder)
  writeFileSync(join(folder, 'src', 'main', 'index.test.ts'), 'a test')
  expect(inputsHash(folder)).toBe(before)
})
