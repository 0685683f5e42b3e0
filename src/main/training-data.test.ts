import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { TrainingDataChoice } from './training-data'

let folder: string
let storage: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fermata-data-'))
  storage = join(folder, 'training-data.json')
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const open = () => new TrainingDataChoice(storage, '/w/collector.db')

test('a training learns from the sample until something else is chosen, also after a restart', () => {
  expect(open().args).toEqual([])
  open().choose({ kind: 'collected' })
  expect(open().args).toEqual(['--data', '/w/collector.db'])
  open().choose({ kind: 'file', path: '/data/my table.csv' })
  expect(open().args).toEqual(['--data', '/data/my table.csv'])
  open().choose({ kind: 'sample' })
  expect(open().args).toEqual([])
})

test('it knows whether a run learned from something else', () => {
  const choice = open()
  expect(choice.differsFrom(['node', 'trainer.cjs'])).toBe(false)
  expect(choice.differsFrom(['node', 'trainer.cjs', '--data', '/w/collector.db'])).toBe(true)
  choice.choose({ kind: 'collected' })
  expect(choice.differsFrom(['node', 'trainer.cjs'])).toBe(true)
  expect(choice.differsFrom(['node', 'trainer.cjs', '--data', '/w/collector.db', '--fresh'])).toBe(false)
})

test.each(['', '{', 'null', '[]', '{"kind":"file"}', '{"kind":"file","path":"a.csv"}', '{"kind":"other"}'])(
  'a damaged choice, %j, is the sample',
  (text) => {
    writeFileSync(storage, text)
    expect(open().current).toEqual({ kind: 'sample' })
  },
)

test('a choice that can’t be kept is not taken', () => {
  const choice = new TrainingDataChoice(join(folder, 'missing', 'training-data.json'), '/w/collector.db')
  expect(() => choice.choose({ kind: 'collected' })).toThrow(/ENOENT/)
  expect(choice.current).toEqual({ kind: 'sample' })
})
