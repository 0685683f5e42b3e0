import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { identityOf, isAlive, isProven } from './process-identity'
import { parseStat } from './process-stat-linux'

describe('process identity', () => {
  test('names this process, and knows it again', () => {
    const own = identityOf(process.pid)
    expect(own?.pid).toBe(process.pid)
    expect(own && isAlive(own)).toBe(true)
    expect(own && isProven(own)).toBe(true)
  })

  test('a process that has ended is gone', async () => {
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'])
    const identity = identityOf(child.pid ?? -1)
    expect(identity && isAlive(identity)).toBe(true)
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(identity && isAlive(identity)).toBe(false)
    expect(identityOf(child.pid ?? -1)).toBeNull()
  })

  test('the same pid with another start time, or in another boot, is another process', () => {
    const own = identityOf(process.pid)
    if (own?.startedAt === null || own === null) return
    expect(isAlive({ ...own, startedAt: `${own.startedAt}0` })).toBe(false)
    if (own.bootId !== null) expect(isAlive({ ...own, bootId: 'another' })).toBe(false)
  })

  test('an identity without a start time is never proven', () => {
    const unknown = { pid: process.pid, startedAt: null, bootId: null }
    expect(isAlive(unknown)).toBe(true)
    expect(isProven(unknown)).toBe(false)
  })

  test.each([0, -1, 1.5, Number.NaN])('%s is no pid', (pid) => {
    expect(identityOf(pid)).toBeNull()
  })

  test('what a stat tells is counted after the last bracket, and a zombie is gone', () => {
    const rest = (state: string) => `${state} 1 7 3 4 5 6 7 8 9 10 11 200 13 14 15 16 17 18 4711 20 21`
    expect(parseStat(42, `42 (a) S 9) b) ${rest('S')}`)).toEqual({
      pid: 42,
      group: 7,
      startedAt: '4711',
      cpuTicks: 211,
    })
    expect(parseStat(42, `42 (node) ${rest('Z')}`)).toBe('gone')
    expect(parseStat(42, `42 (node) ${rest('X')}`)).toBe('gone')
    expect(parseStat(42, '42 (node) S 1')).toBe('unknown')
  })
})
