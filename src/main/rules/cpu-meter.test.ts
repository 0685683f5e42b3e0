import { spawn } from 'node:child_process'
import { cpus } from 'node:os'
import { cpuMsOf, readProcessTimes } from '../../platform/process-times'
import { expect, onTestFinished, test } from 'vitest'
import { pause } from '../support/until'
import { CpuMeter } from './cpu-meter'

test('what one’s own run uses is none of the other programs’, though it’s all the CPU’s', async () => {
  const child = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' })
  onTestFinished(() => void child.kill('SIGKILL'))
  const own = new Set([child.pid ?? -1])
  const usedMs = async () => cpuMsOf((await readProcessTimes()) ?? [], own)
  const [asOwn, asOther] = [new CpuMeter(), new CpuMeter()]
  const none = new Set([-1])
  await Promise.all([asOwn.look(own), asOther.look(none)])
  const [before, at] = [await usedMs(), Date.now()]
  await pause(3000) // The measured stretch.
  const [mine, others] = await Promise.all([asOwn.look(own), asOther.look(none)])
  const used = ((await usedMs()) - before) / (Date.now() - at) / cpus().length
  expect(used).toBeGreaterThan(0)
  // The stretches begin and end some milliseconds apart.
  expect((others.others ?? 0) - (mine.others ?? 0)).toBeGreaterThan(used * 100 * 0.7)
  expect((others.others ?? 0) - (mine.others ?? 0)).toBeLessThan(used * 100 * 1.3)
  expect(mine.all).toBeGreaterThanOrEqual(mine.others ?? 0)
})

test('the first look knows nothing yet, and one right after another is that one', async () => {
  const meter = new CpuMeter()
  expect(await meter.look(null)).toEqual({ all: null, others: null })
  await pause(1000) // The measured stretch.
  const use = await meter.look(null)
  expect(use).toEqual({ all: expect.any(Number), others: null })
  expect(await meter.look(null)).toBe(use)
})
