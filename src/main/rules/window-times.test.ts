import { expect, test } from 'vitest'
import type { MaintenanceWindow, Weekday } from '../../shared/rules'
import { spanAt, spansFrom } from './window-times'

const everyDay: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7]

function windowOf(from: string, to: string, days: readonly Weekday[] = everyDay): MaintenanceWindow {
  return { id: 'w', name: 'Backup', isOn: true, days: [...days], from, to }
}

/** The spans as UTC texts without seconds, for as many days. */
function utc(window: MaintenanceWindow, at: string, zone: string, days = 0): string[] {
  return spansFrom(window, Date.parse(at), zone, days).map(({ from, to }) =>
    [from, to].map((moment) => new Date(moment).toISOString().slice(5, 16)).join(' to '),
  )
}

/** Minutes of a stretch at which the window holds, looked at one by one. */
function heldMinutes(window: MaintenanceWindow, zone: string, [first, last]: readonly [string, string]): number {
  let held = 0
  for (let at = Date.parse(first); at < Date.parse(last); at += 60_000) if (spanAt(window, at, zone)) held += 1
  return held
}

test('an ordinary night is held from the first to the last minute, and not a millisecond more', () => {
  const window = windowOf('02:00', '04:00')
  const zone = 'Europe/Berlin'
  expect(utc(window, '2026-11-24T12:00Z', zone, 1)).toEqual(['11-25T01:00 to 11-25T03:00'])
  const begin = Date.parse('2026-11-25T01:00Z')
  expect(spanAt(window, begin - 1, zone)).toBeNull()
  expect(spanAt(window, begin, zone)).not.toBeNull()
  expect(spanAt(window, begin + 2 * 3_600_000 - 1, zone)).not.toBeNull()
  expect(spanAt(window, begin + 2 * 3_600_000, zone)).toBeNull()
})

test('the left-out hour shortens a window that reaches into it, in Berlin and in New York', () => {
  // Berlin, 29 March 2026: 01:59:59 is followed by 03:00:00, at 01:00 UTC.
  const berlin = 'Europe/Berlin'
  expect(utc(windowOf('01:30', '02:30'), '2026-03-29T00:00Z', berlin)).toEqual(['03-29T00:30 to 03-29T01:00'])
  expect(utc(windowOf('02:30', '04:00'), '2026-03-29T00:00Z', berlin)).toEqual(['03-29T01:00 to 03-29T02:00'])
  expect(utc(windowOf('01:00', '05:00'), '2026-03-29T00:00Z', berlin)).toEqual(['03-29T00:00 to 03-29T03:00'])
  // New York, 8 March 2026: 01:59:59 is followed by 03:00:00, at 07:00 UTC.
  expect(utc(windowOf('02:30', '04:00'), '2026-03-08T06:30Z', 'America/New_York')).toEqual([
    '03-08T07:00 to 03-08T08:00',
  ])
})

test('a window that lies in the left-out hour is held for its length from the jump on', () => {
  expect(utc(windowOf('02:15', '02:45'), '2026-03-29T00:00Z', 'Europe/Berlin')).toEqual(['03-29T01:00 to 03-29T01:30'])
  expect(utc(windowOf('02:30', '03:00'), '2026-03-08T06:30Z', 'America/New_York')).toEqual([
    '03-08T07:00 to 03-08T07:30',
  ])
})

test('the hour that comes twice is held both times, in Berlin and in New York', () => {
  // Berlin, 25 October 2026: 02:00 to 02:59 come at 00:00 UTC and again at 01:00 UTC.
  const berlin = 'Europe/Berlin'
  const both = windowOf('02:15', '02:45')
  expect(utc(both, '2026-10-24T23:00Z', berlin)).toEqual(['10-25T00:15 to 10-25T01:45'])
  expect(spanAt(both, Date.parse('2026-10-25T00:30Z'), berlin)).not.toBeNull()
  expect(spanAt(both, Date.parse('2026-10-25T01:30Z'), berlin)).not.toBeNull()
  expect(utc(windowOf('01:30', '02:30'), '2026-10-24T23:00Z', berlin)).toEqual(['10-24T23:30 to 10-25T01:30'])
  // New York, 1 November 2026: 01:00 to 01:59 come at 05:00 UTC and again at 06:00 UTC.
  const newYork = 'America/New_York'
  expect(utc(windowOf('01:30', '02:30'), '2026-11-01T05:00Z', newYork)).toEqual(['11-01T05:30 to 11-01T07:30'])
})

test('a clock change within a whole day makes it 23 or 25 hours long', () => {
  const sunday = windowOf('00:00', '24:00', [7])
  const berlin = 'Europe/Berlin'
  expect(heldMinutes(sunday, berlin, ['2026-03-28T12:00Z', '2026-03-30T12:00Z'])).toBe(23 * 60)
  expect(heldMinutes(sunday, berlin, ['2026-10-24T12:00Z', '2026-10-26T12:00Z'])).toBe(25 * 60)
  expect(heldMinutes(sunday, 'Asia/Kolkata', ['2026-03-28T12:00Z', '2026-03-30T12:00Z'])).toBe(24 * 60)
})

test('a change of half an hour, and one at midnight, are taken as they are', () => {
  // Lord Howe Island, 4 October 2026: 01:59 is followed by 02:30, at 15:30 UTC of the day before.
  expect(utc(windowOf('02:00', '03:00'), '2026-10-03T14:00Z', 'Australia/Lord_Howe')).toEqual([
    '10-03T15:30 to 10-03T16:00',
  ])
  // Santiago, 6 September 2026: Saturday's 23:59 is followed by Sunday's 01:00, at 04:00 UTC.
  const saturday = windowOf('23:00', '00:30', [6])
  expect(utc(saturday, '2026-09-06T02:00Z', 'America/Santiago')).toEqual(['09-06T03:00 to 09-06T04:00'])
})

test('a zone without clock changes has the same times in every season', () => {
  for (const day of ['2026-03-29', '2026-10-25', '2026-07-01'])
    expect(heldMinutes(windowOf('02:00', '04:00'), 'Asia/Tokyo', [`${day}T12:00Z`, `${day}T23:59Z`])).toBe(120)
})

test('a window over midnight belongs to the day on which it begins', () => {
  const friday = windowOf('22:00', '06:00', [5])
  const zone = 'Europe/Berlin' // UTC+1 then; 27 November 2026 is a Friday.
  const at = (text: string) => spanAt(friday, Date.parse(text), zone) !== null
  expect(at('2026-11-26T22:00Z')).toBe(false) // Thursday night
  expect(at('2026-11-27T03:00Z')).toBe(false) // Friday morning
  expect(at('2026-11-27T20:59Z')).toBe(false)
  expect(at('2026-11-27T21:00Z')).toBe(true) // Friday, 22:00
  expect(at('2026-11-28T04:59Z')).toBe(true) // Saturday, 05:59
  expect(at('2026-11-28T05:00Z')).toBe(false)
  expect(at('2026-11-28T22:00Z')).toBe(false) // Saturday night
})

test('from Sunday to Monday the week goes round, also over the year’s end', () => {
  const sunday = windowOf('23:30', '00:30', [7])
  expect(utc(sunday, '2026-11-27T12:00Z', 'UTC', 8)).toEqual(['11-29T23:30 to 11-30T00:30'])
  const thursday = windowOf('23:00', '01:00', [4]) // 31 December 2026 is a Thursday.
  expect(spanAt(thursday, Date.parse('2027-01-01T00:30Z'), 'UTC')).toEqual({
    from: Date.parse('2026-12-31T23:00Z'),
    to: Date.parse('2027-01-01T01:00Z'),
  })
})

test('what comes is listed in order, the one in progress first, and no past one', () => {
  const window = windowOf('02:00', '04:00', [1, 3])
  // 25 November 2026 is a Wednesday.
  expect(utc(window, '2026-11-25T03:00Z', 'UTC', 8)).toEqual([
    '11-25T02:00 to 11-25T04:00',
    '11-30T02:00 to 11-30T04:00',
    '12-02T02:00 to 12-02T04:00',
  ])
  expect(utc(window, '2026-11-25T04:00Z', 'UTC', 8)[0]).toBe('11-30T02:00 to 11-30T04:00')
})
