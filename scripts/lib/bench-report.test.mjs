import { expect, test } from 'vitest'
import { figure, notMeasured, p95 } from '../../bench/lib/report.mjs'
import { benchReport } from './bench-report.mjs'

test('every figure stands with its spread, its baseline, its ratio, and whether it meets its aim', () => {
  const figures = {
    startup: [
      figure({ name: 'paint', values: [510, 500, 530], baseline: [500, 480, 510], unit: 'ms', aim: { most: 1.15 } }),
      figure({ name: 'memory', values: [1300, 1301], unit: 'MiB', aim: { most: 60 } }),
      notMeasured('supervisord', 'not installed here'),
    ],
  }
  const text = benchReport(figures, '2026-11-25')
  expect(text).toContain('## startup')
  expect(text).toContain('| paint | 510 ms (500 to 530, 3) | 500 ms (480 to 510, 3) | 1.020 | at most 1.15 | yes |')
  expect(text).toContain('| memory | 1301 MiB (1300 to 1301, 2) |  |  | at most 60 | **no** |')
  expect(text).toContain('| supervisord | not installed here |  |  |  |  |')
})

test('rounds that stand side by side are compared each with its own baseline', () => {
  const paired = { name: 'wc', values: [100, 400, 210], baseline: [100, 200, 200], unit: 'ms', aim: { most: 1.1 } }
  expect(figure({ ...paired, paired: true })).toMatchObject({ value: 210, baseline: 200, ratio: 1.05, meets: true })
  expect(figure({ ...paired, paired: true }).ratioSpread).toMatchObject({ least: 1, most: 2, count: 3 })
  expect(figure({ ...paired, of: p95 }).ratio).toBeCloseTo(381 / 200)
  expect(figure({ name: 'frames', values: [50, 60], unit: 'frames/s', aim: { least: 55 } }).meets).toBe(true)
})
