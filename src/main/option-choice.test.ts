import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { OptionChoice } from './option-choice'
import { testFolder } from './support/folders'

const newFile = () => join(testFolder(), 'training-options.json')

test('nothing set gives what the window starts with, and what is set comes back after a restart', () => {
  const file = newFile()
  const choice = new OptionChoice(file, 'training')
  expect(choice.args).toEqual(['--mode', 'sample'])
  expect(choice.choose({ mode: 'full', epochs: '3', seed: '' })).toBeNull()
  expect(choice.args).toEqual(['--mode', 'full', '--epochs', '3'])
  const again = new OptionChoice(file, 'training')
  expect(again.values).toEqual({ mode: 'full', epochs: '3' })
  expect(again.problem).toBeNull()
})

test.each([
  [{ epochs: '0' }, 'Epochs: Write a whole number from 1 to 1000000.'],
  [{ epochs: '3 --fresh' }, 'Epochs: Write a whole number from 1 to 1000000.'],
  [{ mode: 'most' }, 'Listings: Choose one of them.'],
  [{ target: 'a\nb' }, 'Column to predict: Write a name, or leave it empty.'],
  [{ workspace: '/etc' }, 'There is no option called workspace.'],
])('%j isn’t kept, and what was set stays', (values, reason) => {
  const choice = new OptionChoice(newFile(), 'training')
  choice.choose({ seed: '7' })
  expect(choice.choose(values)).toBe(reason)
  expect(choice.values).toEqual({ seed: '7' })
})

test.each([
  ['file:///etc/passwd', 'Source: Write an address that begins with http:// or https://.'],
  ['https://me:secret@listings.example/', 'Source: Leave the name and password out of the address.'],
  ['https://listings.example/?page={page}', null],
  ['sample', null],
])('a source of %s: %s', (source, reason) => {
  expect(new OptionChoice(newFile(), 'collection').choose({ source })).toBe(reason)
})

test.each(['{"version":1,"opt', '{"version":2,"options":{}}', '{"version":1,"options":{"epochs":"many"}}'])(
  'a file that makes no sense is kept aside, and that is said: %s',
  (text) => {
    const file = newFile()
    writeFileSync(file, text)
    const choice = new OptionChoice(file, 'training')
    expect(choice.values).toEqual({})
    expect(choice.problem).toContain('It is kept as training-options.json.damaged.')
    expect(readdirSync(join(file, '..'))).toEqual(['training-options.json.damaged'])
    expect(readFileSync(`${file}.damaged`, 'utf8')).toBe(text)
  },
)

test('a file that can’t be written changes nothing', () => {
  const choice = new OptionChoice(join(testFolder(), 'missing', 'training-options.json'), 'training')
  expect(choice.choose({ seed: '7' })).toMatch(/training-options\.json can’t be written: .+ \(ENOENT\)\.$/)
  expect(choice.values).toEqual({})
})
