import { homedir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { environmentOf } from './run-environment'
import { builtInProfiles, builtInWorkspace, commandLineOf } from './run-profiles'

const [training, collector] = builtInProfiles({
  programFolder: '/app/out/main',
  workspace: '/w',
  stateFolder: '/nothing/is/kept/here',
})

test('the working folder comes from FERMATA_WORKSPACE, else it is Fermata in the home', () => {
  expect(builtInWorkspace({ FERMATA_WORKSPACE: '/w' })).toBe('/w')
  expect(builtInWorkspace({ FERMATA_WORKSPACE: '' })).toBe(join(homedir(), 'Fermata'))
  expect(builtInWorkspace({})).toBe(join(homedir(), 'Fermata'))
})

test('the collector keeps everything apart from the training, and can try failed listings again', () => {
  if (!collector) throw new Error('No collector')
  const line = [process.execPath, '/app/out/main/collector.cjs', '--workspace', '/w', '--source', 'sample']
  expect(commandLineOf(collector, 'continue')).toEqual(line)
  expect(commandLineOf(collector, 'startOver')).toEqual([...line, '--fresh'])
  expect(commandLineOf(collector, 'retryFailed')).toEqual([...line, '--retry-failed'])
  expect(collector).toMatchObject({
    pauseFile: '/w/pause_collector.txt',
    metricsFile: '/w/collector/metrics.jsonl',
    statusFile: '/w/collector/status.json',
  })
})

test('the training is the built program in the app’s own Node, with its files in the working folder', () => {
  if (!training) throw new Error('No training')
  const line = [process.execPath, '/app/out/main/trainer.cjs', '--workspace', '/w', '--mode', 'sample']
  expect(commandLineOf(training, 'continue')).toEqual(line)
  expect(commandLineOf(training, 'startOver')).toEqual([...line, '--fresh'])
  expect(commandLineOf(training, 'acceptDrift')).toEqual([...line, '--accept-drift'])
  expect(training).toMatchObject({ pauseFile: '/w/pause.txt', metricsFile: '/w/training/metrics.jsonl' })
  const files = { stopFile: '/runs/id/stop', exitFile: '/runs/id/exit.json' }
  expect(environmentOf(training, { runId: 'id', token: 'secret' }, files)).toMatchObject({
    ELECTRON_RUN_AS_NODE: '1',
    FERMATA_RUN_ID: 'id',
    FERMATA_STOP_FILE: '/runs/id/stop',
    FERMATA_EXIT_FILE: '/runs/id/exit.json',
    FERMATA_RUN_TOKEN: 'secret',
    PYTHONUNBUFFERED: '1',
  })
  const own = { ...training, isBuiltIn: false, environment: { A: 'b' } }
  expect(environmentOf(own, { runId: 'id', token: null }, files)).toMatchObject({ A: 'b' })
})
