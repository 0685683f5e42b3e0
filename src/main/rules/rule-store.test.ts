import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type RunRules, usualRules } from '../../shared/rules'
import { testFolder } from '../support/folders'
import { RuleStore } from './rule-store'

const nightly = { id: 'w1', name: 'Nightly backup', isOn: true, days: [1, 5], from: '22:00', to: '24:00' } as const
const rules: RunRules = {
  ...usualRules,
  windows: [{ ...nightly, days: [...nightly.days] }],
  lowDisk: { isOn: true, gigabytes: 2.5 },
}

function file(): string {
  return join(testFolder(), 'rules.json')
}

test('before anyone has set them all rules are off', () => {
  const store = new RuleStore(file())
  expect(store.of('training')).toEqual(usualRules)
  expect(store.problem).toBeNull()
})

test('rules survive a restart, each run has its own, and nobody else may read them', () => {
  const path = file()
  expect(new RuleStore(path).save('training', rules)).toEqual({ ok: true })
  const again = new RuleStore(path)
  expect(again.of('training')).toEqual(rules)
  expect(again.of('collector')).toEqual(usualRules)
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('rules that are removed are off at once and after a restart, and others stay', () => {
  const path = file()
  const store = new RuleStore(path)
  store.remove('training')
  expect(readdirSync(join(path, '..'))).toEqual([]) // There was nothing to take away.
  store.save('training', rules)
  store.save('collector', rules)
  store.remove('training')
  for (const one of [store, new RuleStore(path)]) {
    expect(one.of('training')).toEqual(usualRules)
    expect(one.of('collector')).toEqual(rules)
  }
})

test.each([
  ['cut short', '{"version":1,"runs":{"trai', /damaged/],
  ['of another shape', '{"version":1,"runs":{"training":{"windows":7}}}', /damaged/],
  [
    'with a percent that no rule has',
    JSON.stringify({ version: 1, runs: { a: { ...rules, otherPrograms: { isOn: true, percent: 500, minutes: 1 } } } }),
    /damaged/,
  ],
  ['of a newer Fermata', '{"version":2,"runs":{}}', /newer Fermata/],
])('a file %s is set aside whole, and said', (_, text, why) => {
  const path = file()
  writeFileSync(path, text)
  const store = new RuleStore(path)
  expect(store.problem).toMatch(why)
  expect(store.of('training')).toEqual(usualRules)
  expect(store.save('training', rules)).toEqual({ ok: true })
  const names = readdirSync(join(path, '..')).sort()
  expect(names).toHaveLength(2)
  const aside = names.find((name) => name.includes('damaged')) ?? ''
  expect(store.problem).toContain(aside)
  expect(readFileSync(join(path, '..', aside), 'utf8')).toBe(text)
  expect(new RuleStore(path)).toMatchObject({ problem: null })
})

test('what can’t be saved stays as it was, and the answer says why', () => {
  const folder = join(testFolder(), 'gone')
  const store = new RuleStore(join(folder, 'rules.json'))
  expect(store.save('training', rules)).toMatchObject({ ok: false, problem: expect.stringContaining('ENOENT') })
  expect(store.of('training')).toEqual(usualRules)
})

test('a file that can’t be read is never written over', () => {
  const path = file()
  mkdirSync(path)
  const store = new RuleStore(path)
  expect(store.problem).toContain('EISDIR')
  expect(store.save('training', rules)).toMatchObject({ ok: false })
  expect(statSync(path).isDirectory()).toBe(true)
})
