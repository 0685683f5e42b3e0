import { spawn } from 'node:child_process'
import { expect, onTestFinished, test } from 'vitest'
import { membersOf } from '../platform/process-group'
import { ProcessSampler } from './process-use'
import { until } from './support/until'

test.runIf(process.platform === 'linux')(
  'what a run takes is that of all its processes, of later ones within ten seconds',
  async () => {
    const code = `
    process.stdin.once('data', () => require('node:child_process').spawn('sleep', ['60']))
    setInterval(() => undefined, 1000)`
    const child = spawn(process.execPath, ['-e', code], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
    const group = child.pid ?? 0
    onTestFinished(() => void child.kill())
    await until(() => membersOf(group).length === 1, 'the process')
    const sampler = new ProcessSampler()
    const first = sampler.sample(group, 0)
    expect(first).toMatchObject({ cpuPercent: null, memoryBytes: expect.any(Number) })
    expect(sampler.sample(group, 1999)).toBe(first)
    expect(sampler.sample(group, 2000)).toMatchObject({ cpuPercent: expect.any(Number) })

    child.stdin.write('go')
    await until(() => membersOf(group).length === 2, 'its child')
    const alone = sampler.sample(group, 4000)?.memoryBytes ?? 0
    const both = sampler.sample(group, 12_000)?.memoryBytes ?? 0
    expect(both).toBeGreaterThan(alone)
    process.kill(-group, 'SIGKILL')
    await until(() => membersOf(group).length === 0, 'their end')
    expect(sampler.sample(group, 14_000)).toBeNull()
  },
)
