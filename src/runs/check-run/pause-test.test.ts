import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { PauseTestStep, PauseVerdict } from '../../shared/pause-test'
import { until } from '../support/until'
import { testPause } from './pause-test'
import type { PauseTestPlan } from './rehearsal'

const samples = resolve(import.meta.dirname, '../support/samples')
const python = (sample: string, ...args: readonly string[]) => ['python3', join(samples, sample), ...args]

// Tests that run beside each other can't each clean up after themselves by a global hook.
const root = mkdtempSync(join(tmpdir(), 'fermata-pause-test-'))
afterAll(() => rmSync(root, { recursive: true, force: true, maxRetries: 3 }))

function planFor(command: readonly string[], timeoutMs: number): PauseTestPlan {
  const folder = mkdtempSync(join(root, 'run-'))
  const { PYTHONUNBUFFERED: _, ...environment } = process.env
  return {
    command,
    folder,
    environment,
    stopSignal: 'SIGINT',
    stopFile: join(folder, 'stop'),
    pauseFile: join(folder, 'pause.txt'),
    pausedText: 'PAUSE DETECTED',
    resumedText: 'RESUMING',
    timeoutMs,
    holdMs: 1000,
  }
}

async function testOf(command: readonly string[], timeoutMs = 15_000, cancel = new AbortController().signal) {
  const plan = planFor(command, timeoutMs)
  const steps: PauseTestStep[] = []
  let output = ''
  const listener = { step: (step: PauseTestStep) => void steps.push(step), output: (text: string) => (output += text) }
  const report = await testPause(plan, listener, cancel)
  return { plan, report, steps, output: () => output }
}

/** The living processes of a test, also those that have left their group (Linux). */
function processesOf({ stopFile }: PauseTestPlan): readonly string[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && environmentOf(pid).includes(`=${stopFile}`))
}

function environmentOf(pid: string): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1')
      .split('\0')
      .map((entry) => entry.replace(/^[^=]*/, ''))
  } catch {
    return [] // It has just ended.
  }
}

describe('the pause test', { concurrent: true, timeout: 90_000 }, () => {
  test.each([
    ['Python with the library', python('good.py', '--item-ms', '100')],
    ['Node with the module', [process.execPath, join(samples, 'good.mjs'), '--item-ms', '100']],
  ])('%s honours the pause', async (_name, command) => {
    const { report, steps, plan } = await testOf(command)
    expect(report).toMatchObject({ verdict: 'honours', detail: '' })
    expect(steps.filter(({ status }) => status !== 'now').map(({ id, status }) => `${id} ${status}`)).toEqual([
      'started passed',
      'fileCreated passed',
      'paused passed',
      'stayedPaused passed',
      'resumed passed',
      'stopped passed',
      'continued passed',
    ])
    // One item takes a tenth of a second; on a busy machine each line may come late.
    expect(report?.distanceMs).toBeGreaterThan(20)
    expect(report?.distanceMs).toBeLessThan(5000)
    expect(report?.continuedWith).toBe((report?.saved?.item ?? 0) + 1)
    expect(existsSync(plan.pauseFile)).toBe(false)
    expect(processesOf(plan)).toEqual([])
  })

  const verdicts: readonly [behaviour: string, verdict: PauseVerdict, timeoutMs: number][] = [
    ['never_looks', 'neverLooks', 3000],
    ['once_per_epoch', 'looksTooSeldom', 15_000],
    ['deletes_file', 'deletesFile', 15_000],
    ['works_on', 'worksOn', 15_000],
    ['waits_busily', 'worksOn', 15_000],
    ['buffers_output', 'buffersOutput', 3000],
    ['stands_still', 'saysNothing', 3000],
    ['never_says_resumed', 'neverResumes', 3000],
    ['ignores_ctrl_c', 'ignoresStop', 4000],
    ['saves_nothing', 'stopsUnsaved', 15_000],
    ['starts_over', 'startsOver', 4000],
    ['forks', 'leavesProcesses', 15_000],
    ['leaves_session', 'leavesProcesses', 15_000],
    ['ends', 'endedByItself', 15_000],
  ]
  test.each(verdicts)('%s: %s', async (behaviour, verdict, timeoutMs) => {
    const { report, plan } = await testOf(python('bad_runs.py', behaviour), timeoutMs)
    expect(report).toMatchObject({ verdict })
    expect(report?.detail).not.toBe('')
    expect(existsSync(plan.pauseFile)).toBe(false)
    expect(processesOf(plan)).toEqual([])
  })

  test('a program that isn’t there can’t be tested', async () => {
    const { report } = await testOf(['no-such-program'])
    expect(report).toMatchObject({ verdict: 'notStarted', detail: 'the program or its folder was not found' })
  })

  test('cancelled, it leaves no process and no pause file', async () => {
    const cancel = new AbortController()
    const plan = planFor(python('bad_runs.py', 'ignores_ctrl_c'), 15_000)
    const steps: PauseTestStep[] = []
    const tested = testPause(plan, { step: (step) => void steps.push(step), output: () => {} }, cancel.signal)
    await until('the pause', () => steps.some(({ id, status }) => id === 'paused' && status === 'passed'))
    cancel.abort()
    expect(await tested).toBe(null)
    expect(existsSync(plan.pauseFile)).toBe(false)
    expect(processesOf(plan)).toEqual([])
  })
})
