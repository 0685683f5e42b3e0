import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createStopSignal, type StopSignalOptions } from './stop-signal'
import { temporaryFolder } from './support/temporary-folder'

function listen(options: StopSignalOptions = {}) {
  const left: string[] = []
  const clock = { ms: 0 }
  const stop = createStopSignal({ leaveAtOnce: () => void left.push('left'), now: () => clock.ms, ...options })
  onTestFinished(() => stop.close())
  return { stop, left, clock }
}

describe('stop signal', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('the first %s asks for a stop', async (signal) => {
    const { stop, left } = listen()
    expect(stop.requested).toBe(false)
    process.kill(process.pid, signal)
    await stop.whenRequested
    expect(stop.requested).toBe(true)
    expect(left).toEqual([])
  })

  test('one Ctrl+C that arrives twice within 250 ms is one', () => {
    const { left, clock } = listen()
    process.emit('SIGINT')
    clock.ms = 249
    process.emit('SIGINT')
    expect(left).toEqual([])
  })

  test('a second Ctrl+C leaves at once', () => {
    const { left, clock } = listen()
    process.emit('SIGINT')
    clock.ms = 251
    process.emit('SIGINT')
    expect(left).toEqual(['left'])
  })

  test('a stop asked for from inside, then Ctrl+C: the run still gets to save', () => {
    const { stop, left } = listen()
    stop.request()
    process.emit('SIGINT')
    expect(left).toEqual([])
  })

  test('a stop file asks for a stop once it appears', async () => {
    const stopFile = join(temporaryFolder(), 'stop')
    const { stop } = listen({ stopFile })
    await sleep(300)
    expect(stop.requested).toBe(false)
    writeFileSync(stopFile, '')
    await stop.whenRequested
    expect(stop.requested).toBe(true)
  })
})
