import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { emptySetup, type OwnRunSetup } from '../shared/own-run'
import { ProfileStore } from './profile-store'
import type { SecretBox } from './secret-box'
import { testFolder } from './support/folders'

/** Not a cipher: only shows where a value went through the system's keeper. */
const box: SecretBox = {
  isAvailable: true,
  seal: (text) => Buffer.from(text).toString('base64'),
  open: (sealed) => Buffer.from(sealed, 'base64').toString(),
}
const noBox: SecretBox = { ...box, isAvailable: false }

const setup: OwnRunSetup = {
  ...emptySetup,
  name: 'Price model',
  program: 'python3',
  args: ['train.py'],
  folder: '/tmp',
}
const withToken = (value: string | null): OwnRunSetup => ({
  ...setup,
  environment: [
    { name: 'THREADS', value: '1', isSecret: false },
    { name: 'TOKEN', value, isSecret: true },
  ],
})

function open(path: string, secrets = box): ProfileStore {
  return new ProfileStore(path, secrets)
}

function newPath(): string {
  return join(testFolder(), 'profiles.json')
}

function idOf(saved: ReturnType<ProfileStore['save']>): string {
  if ('reason' in saved) throw new Error(saved.reason)
  return saved.run.id
}

describe('the user’s own runs', () => {
  test('are kept in their order, in a file that only this user may read', () => {
    const path = newPath()
    const store = open(path)
    const ids = ['one', 'two', 'three'].map((name) => idOf(store.save(null, { ...setup, name })))
    expect(store.order([ids[2], ids[0], ids[1]] as string[])).toBeNull()
    idOf(store.save(ids[0] as string, { ...setup, name: 'one again' }))
    expect(store.remove(ids[1] as string)).toBeNull()
    expect(open(path).all.map(({ name }) => name)).toEqual(['three', 'one again'])
    expect(open(path).find(ids[0] as string)).toMatchObject({ program: 'python3', args: ['train.py'] })
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  test('a secret never stands in the file where the system keeps secrets, and stays when it isn’t typed again', () => {
    const path = newPath()
    const store = open(path)
    const id = idOf(store.save(null, withToken('hunter2')))
    expect(readFileSync(path, 'utf8')).not.toContain('hunter2')
    idOf(store.save(id, { ...withToken(null), name: 'renamed' }))
    const again = open(path).find(id)
    expect(again?.environment).toEqual([
      { name: 'THREADS', value: '1', isSecret: false },
      { name: 'TOKEN', value: 'hunter2', isSecret: true },
    ])
  })

  test('where the system keeps none, the value is kept with the run, and later goes to the keeper', () => {
    const path = newPath()
    const id = idOf(open(path, noBox).save(null, withToken('hunter2')))
    expect(readFileSync(path, 'utf8')).toContain('hunter2')
    const store = open(path)
    expect(store.find(id)?.environment[1]?.value).toBe('hunter2')
    idOf(store.save(id, withToken(null)))
    expect(readFileSync(path, 'utf8')).not.toContain('hunter2')
  })

  test.each([0o620, 0o602])('a file with the rights %o is not believed, and not written over', (mode) => {
    const path = newPath()
    idOf(open(path).save(null, setup))
    chmodSync(path, mode)
    const content = readFileSync(path, 'utf8')
    const store = open(path)
    expect(store.all).toEqual([])
    expect(store.problem).toContain('can be written by other users')
    expect(store.save(null, setup)).toEqual({ reason: store.problem })
    expect(readFileSync(path, 'utf8')).toBe(content)
  })

  test.each([
    ['half a file', '{"version":1,"runs":[{"id":"own-'],
    ['a newer version', '{"version":2,"runs":[],"more":true}'],
    ['an id that is a path', JSON.stringify({ version: 1, runs: [{ ...setup, id: '../../x' }] })],
    ['an unknown field', JSON.stringify({ version: 1, runs: [{ ...setup, id: 'own-00000000', wish: 1 }] })],
    ['nothing', ''],
  ])('%s is set aside whole, said, and new runs can be added', (_name, content) => {
    const path = newPath()
    writeFileSync(path, content, { mode: 0o600 })
    const store = open(path)
    expect(store.all).toEqual([])
    expect(store.problem).toMatch(/It is kept as profiles\.json\.not-read-\d{14}\.$/)
    const aside = readdirSync(join(path, '..')).find((name) => name.includes('not-read')) ?? ''
    expect(readFileSync(join(path, '..', aside), 'utf8')).toBe(content)
    idOf(store.save(null, setup))
    expect(open(path).all).toHaveLength(1)
  })

  test('a disk that can’t be written is a sentence, and the runs are as before', () => {
    const folder = join(testFolder(), 'missing')
    const store = open(join(folder, 'profiles.json'))
    expect(store.save(null, setup)).toEqual({ reason: expect.stringContaining('the folder does not exist (ENOENT)') })
    expect(store.all).toEqual([])
  })
})
