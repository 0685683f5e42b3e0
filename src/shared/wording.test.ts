import { describe, expect, it, onTestFinished } from 'vitest'
import {
  bytes,
  clock,
  clock24,
  clockSeconds,
  counted,
  dayTime,
  duration,
  elapsed,
  fineDuration,
  itemTime,
  lineCount,
  logTime,
  percent,
  percentValue,
  plural,
  rate,
  showTimesIn,
  sinceTime,
  tableTime,
  times,
} from './wording'

const plain = (text: string) => text.replaceAll('\u00a0', ' ')
const at = (...parts: [number, number, number, number, number, number?, number?]) => new Date(...parts).getTime()

describe('numbers', () => {
  it('says 100 % only when everything is done', () => {
    expect(plain(percent(4317, 12_800))).toBe('33.7 %')
    expect(plain(percent(12_799, 12_800))).toBe('99.9 %')
    expect(plain(percent(12_800, 12_800))).toBe('100 %')
    expect(plain(percent(0, 0))).toBe('0 %')
  })

  it('keeps a number and its unit on one line', () => {
    expect(percent(1, 2)).toBe('50.0\u00a0%')
    expect(duration(720_000)).not.toContain(' ')
  })

  it('counts nouns', () => {
    expect(plural('batch')).toBe('batches')
    expect(plural('listing')).toBe('listings')
    expect(plural('entry')).toBe('entries')
    expect(plain(counted(1, 'batch'))).toBe('1 batch')
    expect(plain(counted(4318, 'batch'))).toBe('4,318 batches')
    expect([1, 2, 3].map((value) => plain(times(value)))).toEqual(['once', 'twice', '3 times'])
  })

  it('gives slow rates per minute', () => {
    expect(plain(rate(0.21667, 'batch'))).toBe('13.0 batches/min')
    expect(plain(rate(480.4, 'batch'))).toBe('480 batches/s')
    expect(plain(rate(12.34, 'batch'))).toBe('12.3 batches/s')
  })

  it('writes shares and sizes', () => {
    expect(plain(percentValue(6.91))).toBe('6.9 %')
    expect(plain(bytes(999))).toBe('999 B')
    expect(plain(bytes(88_200))).toBe('88 kB')
    expect(plain(bytes(214_000_000))).toBe('214 MB')
    expect(plain(bytes(1_200_000))).toBe('1.2 MB')
    expect(plain(lineCount(1204))).toBe('1,204 lines')
    expect(plain(lineCount(2_418_204))).toBe('2.4 M lines')
  })
})

describe('lengths of time', () => {
  it('uses the grain that people plan with', () => {
    expect(plain(duration(4_600))).toBe('4 s')
    expect(plain(duration(12 * 60_000 + 15_000))).toBe('12 min')
    expect(plain(duration((5 * 60 + 31) * 60_000))).toBe('5 h 31 min')
    expect(plain(duration(3_600_000))).toBe('1 h')
    expect(plain(duration(76 * 3_600_000))).toBe('3 d 4 h')
  })

  it('keeps seconds where they are asked for', () => {
    expect(plain(fineDuration(735_000))).toBe('12 min 15 s')
    expect(plain(fineDuration(720_000))).toBe('12 min')
    expect(plain(itemTime(4_600))).toBe('4.6 s')
    expect(plain(itemTime(310))).toBe('310 ms')
    expect(plain(elapsed(430))).toBe('0.4 s')
    expect(plain(elapsed(0))).toBe('0.1 s')
    expect(plain(elapsed(41_900))).toBe('41 s')
  })
})

describe('moments', () => {
  const now = at(2026, 10, 25, 14, 38)

  it('names the day as people do', () => {
    expect(dayTime(at(2026, 10, 25, 8, 14), now)).toBe('today at 08:14')
    expect(dayTime(at(2026, 10, 24, 23, 59), now)).toBe('yesterday at 23:59')
    expect(dayTime(at(2026, 10, 22, 0, 12), now)).toBe('on Sun 22 Nov at 00:12')
  })

  it('leaves the day out while it is the same', () => {
    expect(sinceTime(at(2026, 10, 25, 12, 18), now)).toBe('12:18')
    expect(sinceTime(at(2026, 10, 24, 12, 18), now)).toBe('yesterday at 12:18')
    expect(tableTime(at(2026, 10, 25, 8, 14), now)).toBe('Today 08:14')
    expect(tableTime(at(2026, 10, 22, 8, 14), now)).toBe('Sun 22 Nov 08:14')
  })

  it('shows seconds and tenths where lines are compared', () => {
    expect(clockSeconds(at(2026, 10, 25, 14, 26, 9))).toBe('14:26:09')
    const time = at(2026, 10, 25, 14, 26, 9, 287)
    expect(logTime(time, 'local')).toBe('14:26:09.2')
    expect(logTime(time, 'utc')).toBe(`${new Date(time).toISOString().slice(11, 19)}.2`)
  })

  it('tells the time in twelve hours to those who want that, but not where it is typed or compared with a log', () => {
    onTestFinished(() => showTimesIn(24))
    showTimesIn(12)
    const hours = [0, 9, 12, 14].map((hour) => at(2026, 10, 25, hour, 5, 9))
    expect(hours.map(clock).map(plain)).toEqual(['12:05 am', '9:05 am', '12:05 pm', '2:05 pm'])
    expect(hours.map(clockSeconds).map(plain)).toEqual(['12:05:09 am', '9:05:09 am', '12:05:09 pm', '2:05:09 pm'])
    expect(plain(dayTime(hours[3] ?? 0, hours[3] ?? 0))).toBe('today at 2:05 pm')
    expect(hours.map(clock24)).toEqual(['00:05', '09:05', '12:05', '14:05'])
    expect(hours.map((time) => logTime(time, 'local'))).toContain('14:05:09.0')
  })
})
