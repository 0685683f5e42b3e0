import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
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
