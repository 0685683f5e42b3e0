import { expect, test } from 'vitest'
import { outsideActor } from '../../shared/pause-ledger'
import { csvOf } from './history-csv'
import { aPause, aRun, you } from './support/runs'

const row = {
  ...aRun({ startedAt: 0, endedAt: 3_600_000, asleepMs: 60_000, name: '=1+1', result: 'Exit 1: "a, b"\nc' }),
  pauses: [
    aPause({ askedAt: 1000, pausedAt: 4500, resumedAt: 64_500, releasedBy: null, releasedAt: null }),
    aPause({
      askedAt: 70_000,
      pausedAt: null,
      isWithdrawn: true,
      askedBy: [you, outsideActor],
    }),
  ],
}

test('runs become a table that spreadsheets read, and nothing in it a formula', () => {
  expect(csvOf([row], 'runs', 9e6)).toBe(
    'run,name,started,ended,outcome,active_s,paused_s,asleep_s,pauses,item,total,result,command\r\n' +
      "training-20261124-120000-000,'=1+1,1970-01-01T00:00:00.000Z,1970-01-01T01:00:00.000Z,completed," +
      '3480,60,60,2,12800,12800,"Exit 1: ""a, b""\nc",node trainer.cjs\r\n',
  )
})

test('pauses become one line each, with who asked and who ended them', () => {
  const [, first = '', second = ''] = csvOf([row], 'pauses', 9e6).split('\r\n')
  expect(first).toContain('1970-01-01T00:00:01.000Z,you (button),1970-01-01T00:00:04.500Z,3.5,300,,outside (file),')
  expect(second).toContain(',you (button) + outside (file),,,300,')
  expect(second).toContain(',yes,0,41')
})
