import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { builtInOptions, optionArgs } from '../../shared/built-in-options'
import { settingsFrom } from './command-line'

const here = resolve('/somewhere')

describe('command line', () => {
  test('without options it trains the sample in the current folder', () => {
    expect(settingsFrom([], here)).toEqual({
      mode: 'sample',
      epochs: 800,
      batchSize: 32,
      seed: 1,
      data: null,
      target: 'price',
      fresh: false,
      acceptDrift: false,
      itemLog: null,
      workspace: here,
      pauseFileName: 'pause.txt',
      pauseFile: join(here, 'pause.txt'),
    })
  })

  test('full brings its own sizes, and what is given wins', () => {
    expect(settingsFrom(['--mode', 'full'], here)).toMatchObject({ epochs: 100, batchSize: 64 })
    expect(settingsFrom(['--mode=full', '--epochs=3', '--batch-size', '8', '--seed', '0'], here)).toMatchObject({
      epochs: 3,
      batchSize: 8,
      seed: 0,
    })
  })

  test('the pause file is looked for in the workspace, the table in the current folder', () => {
    expect(settingsFrom(['--workspace', 'w', '--pause-file', 'p/hold', '--data', 'a.csv'], here)).toMatchObject({
      workspace: join(here, 'w'),
      pauseFileName: 'p/hold',
      pauseFile: join(here, 'w', 'p', 'hold'),
      data: join(here, 'a.csv'),
    })
    const absolute = join(here, 'hold')
    expect(settingsFrom(['--workspace', 'w', '--pause-file', absolute], here)).toMatchObject({ pauseFile: absolute })
  })

  test('--help wins over what else is right', () => {
    expect(settingsFrom(['--epochs', '3', '--help'], here)).toBe('help')
  })
})

test('what the window lets a person set is what the trainer takes', () => {
  const values = { mode: 'full', epochs: '1000000', 'batch-size': '65536', seed: '9007199254740991', target: 'rent' }
  expect(builtInOptions.training.map(({ name }) => name)).toEqual(Object.keys(values))
  expect(settingsFrom(optionArgs('training', values), here)).toMatchObject({
    ...{ mode: 'full', epochs: 1_000_000, batchSize: 65_536, seed: Number.MAX_SAFE_INTEGER, target: 'rent' },
  })
})
