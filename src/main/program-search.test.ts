import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { expect, test } from 'vitest'
import { emptySetup, type OwnRunSetup } from '../shared/own-run'
import { searchForProgram } from './program-search'
import { testFolder } from './support/folders'

/** A PATH of two folders, one of which isn't there, with these programs. */
function pathWith(...names: readonly string[]) {
  const folder = testFolder()
  const programs = join(folder, 'bin')
  mkdirSync(programs)
  for (const name of names) {
    writeFileSync(join(programs, name), '#!/bin/sh\n')
    chmodSync(join(programs, name), 0o755)
  }
  const missing = join(folder, 'missing')
  const path = [programs, missing, programs].join(delimiter)
  const search = (program: string, more: Partial<OwnRunSetup> = {}) =>
    searchForProgram({ ...emptySetup, folder, program, ...more }, path)
  return { folder, programs, missing, search }
}

test('says in which folders was looked, each once, and which of them are there', () => {
  const { programs, missing, search } = pathWith('python3')
  expect(search('python3.13')?.folders).toEqual([
    { path: programs, isThere: true },
    { path: missing, isThere: false },
  ])
  expect(search('./train')?.folders).toEqual([])
})

test.each([
  ['python3.13', ['python', 'python3', 'python3.11'], 'python3'],
  ['python3.13', ['python3.11', 'python3.12'], 'python3.12'],
  ['/opt/venv/bin/python', ['python3'], 'python3'],
  ['/opt/bin/node', ['node', 'node18'], 'node'],
  ['pyhton', ['python', 'perl'], 'python'],
  ['cargo', ['python3'], null],
])('for %s, with %j on the PATH, offers %s', (program, names, instead) => {
  const { programs, search } = pathWith(...names)
  expect(search(program)?.instead).toEqual(
    instead && { program: instead, path: join(programs, instead), version: /\d\.\d+$/.exec(instead)?.[0] ?? null },
  )
})

test('a program that is there now is found, by a run’s own PATH too', () => {
  const { programs, search } = pathWith('python3')
  expect(search('python3')).toMatchObject({ path: join(programs, 'python3'), instead: null })
  const environment = [{ name: 'PATH', value: '/nowhere', isSecret: false }]
  expect(search('python3', { environment })).toMatchObject({
    path: null,
    folders: [{ path: '/nowhere', isThere: false }],
  })
})

test('a shell looks for programs by itself', () => {
  expect(pathWith('python3').search('python3.13', { needsShell: true })).toBeNull()
})
