import { describe, expect, it } from 'vitest'
import type { ActivitySpan } from '../../../shared/run-history'
import { clockAxis, clockTicks } from './clock-axis'
import { axisAround, axisFromZero, drawnSeries, movingMean, smoothedItems, valueLabel } from './series'

const minute = 60_000
const at = (hours: number, minutes = 0) => new Date(2026, 10, 25, hours, minutes).getTime()
const active = (from: number, to: number | null): ActivitySpan => ({ kind: 'active', from, to })
const paused = (from: number, to: number | null): ActivitySpan => ({ kind: 'paused', from, to })

describe('the clock axis', () => {
  it('keeps pauses at their true width', () => {
    const axis = clockAxis([active(at(8), at(9)), paused(at(9), at(10)), active(at(10), null)], at(12))
    expect(axis.length).toBe(4 * 60 * minute)
    expect(axis.toX(at(10))).toBe(2 * 60 * minute)
    expect(axis.gaps).toEqual([])
  })

  it('cuts the time in which no process ran', () => {
    const axis = clockAxis([active(at(0), at(1)), active(at(22), at(23))], at(23))
    expect(axis.length).toBeCloseTo(2 * 60 * minute * 1.02)
    expect(axis.gaps).toHaveLength(1)
    expect(axis.toTime(axis.toX(at(22, 30)))).toBe(at(22, 30))
  })

  it('puts its ticks on round local times, none inside a cut', () => {
    const axis = clockAxis([active(at(0, 5), at(1, 5)), active(at(22, 5), at(23, 5))], at(23, 5))
    expect(clockTicks(axis, 5).map((tick) => tick.label)).toEqual(['00:30', '01:00', '22:30', '23:00'])
    expect(clockTicks(clockAxis([], 0), 5)).toHaveLength(1)
  })
})

describe('series', () => {
  const points = [1, 2, 3, 4].map((value) => ({ time: at(8, value), item: value * 10, value }))

  it('breaks the line where the run paused', () => {
    const spans = [active(at(8), at(8, 2)), paused(at(8, 2), at(8, 3)), active(at(8, 3), null)]
    const series = drawnSeries(points, spans, clockAxis(spans, at(8, 5)))
    expect(series.raw).toEqual([1, 2, null, 3, 4])
    expect(series.smooth).toEqual([1, 2, null, 2.5, 3.5])
  })

  it('averages over the points before', () => {
    expect(movingMean(points, 2)).toEqual([1, 2, 2.5, 3.5])
    expect(smoothedItems(points)).toBe(20)
  })

  it('finds round axes', () => {
    expect(axisFromZero([0.37, 0.2, 0.04])).toEqual({ from: 0, to: 0.4, ticks: [0, 0.2, 0.4] })
    expect(axisAround([18.2, 6.1])).toEqual({ from: 5, to: 20, ticks: [5, 20] })
    expect(axisFromZero([]).to).toBeGreaterThan(0)
  })

  it('labels values shortly', () => {
    expect(valueLabel(0.30000000000000004)).toBe('0.3')
    expect(valueLabel(0.041234)).toBe('0.0412')
    expect(valueLabel(0)).toBe('0')
  })
})
