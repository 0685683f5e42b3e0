import { expect, test } from 'vitest'
import { benchReport } from './bench-report.mjs'

test('every figure stands with its baseline, its ratio, and whether it meets its aim', () => {
  const figures = {
    startup: [
      { name: 'first paint', value: 510, unit: 'ms', baseline: 500, ratio: 1.02, aim: 'at most 1.15', meets: true },
      { name: 'memory', value: 1300, unit: 'MiB', baseline: null, ratio: null, aim: 'at most 60', meets: false },
    ],
  }
  const text = benchReport(figures, '2026-11-25')
  expect(text).toContain('## startup')
  expect(text).toContain('| first paint | 510 ms | 500 ms | 1.020 | at most 1.15 | yes |')
  expect(text).toContain('| memory | 1300 MiB |  |  | at most 60 | **no** |')
})
