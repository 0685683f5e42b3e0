import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { describe, expect, test } from 'vitest'
import type { PauseEntry } from '../../shared/pause-ledger'
import type { RunProfile } from '../run-profiles'
import { testFolder } from '../support/folders'
import { smallRun } from '../support/small-run'
import { until } from '../support/until'
import { openHistory, runsFolderOf, type WatchedHistory } from './support/watched-history'

function places(): { readonly profile: RunProfile; readonly state: string } {
  const root = testFolder()
  return { profile: smallRun(join(root, 'workspace')), state: join(root, 'state') }
}

function output(state: string): string {
  const [run = ''] = readdirSync(runsFolderOf(state))
  return readFileSync(join(runsFolderOf(state), run, 'output.log'), 'utf8')
}

const said = (state: string, line: RegExp) => output(state).match(new RegExp(line, 'g'))?.length ?? 0

async function startedRun(app: WatchedHistory): Promise<void> {
  await app.supervisor.start('training', 'continue')
  await app.shows('running')
  await until(() => app.view().progress, 'the first item')
}

/** Who asked for a pause and who ended it. */
function whoOf({ askedBy, releasedBy }: PauseEntry): string {
  const asked = askedBy.map(({ reason }) => reason.kind).join('+') || 'nobody'
  return `${asked} > ${releasedBy?.reason.kind ?? 'nobody'}`
}

/** A sequence that looks like chance and is the same each time. */
function chances(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

test('a run paused by the button and by hand, then stopped, is written down with both pauses', async () => {
  const { profile, state } = places()
  const app = await openHistory(profile, state)
  await startedRun(app)
  app.supervisor.requestPause('training', null)
  await app.shows('paused')
  rmSync(profile.pauseFile)
  await app.shows('running')
  writeFileSync(profile.pauseFile, '')
  await app.shows('paused')
  app.supervisor.requestResume('training')
  await app.shows('running')
  app.supervisor.stop('training')
  await app.shows('ended')
  await until(() => app.history.recorder.runs.length === 0, 'the end to be written down')
  const [row] = await app.rows()
  expect(row).toMatchObject({
    outcome: { kind: 'stopped' },
    name: 'Training',
    result: /^Progress saved, \d+ of 1,000,000$/,
  })
  expect(row?.pauses.map(whoOf)).toEqual(['you > outside', 'outside > you'])
  const lines = output(state).split('\n')
  for (const { pausedLine, resumedLine, askedAt, pausedAt, item } of row?.pauses ?? []) {
    expect(lines[(pausedLine ?? 0) - 1]).toMatch(/PAUSE DETECTED/)
    expect(lines[(resumedLine ?? 0) - 1]).toMatch(/RESUMING/)
    expect(lines[(pausedLine ?? 0) - 2]).toContain(`item ${item}/`)
    expect(pausedAt).toBeGreaterThanOrEqual(askedAt ?? Number.POSITIVE_INFINITY)
  }
})

test('50 mixed actions, some while the app is closed, are 50 entries with the right names', async () => {
  const { profile, state } = places()
  const chance = chances(7)
  const expected: string[] = []
  let app = await openHistory(profile, state)
  await startedRun(app)
  const pausedLines = () => said(state, /PAUSE DETECTED/)
  const resumedLines = () => said(state, /RESUMING/)
  const whileClosed = async (act: () => Promise<unknown>) => {
    await app.close()
    await act()
    app = await openHistory(profile, state)
  }
  const byHand = {
    pause: async () => {
      const before = pausedLines()
      writeFileSync(profile.pauseFile, '')
      await until(() => pausedLines() > before, 'the pause')
    },
    resume: async () => {
      const before = resumedLines()
      rmSync(profile.pauseFile)
      await until(() => resumedLines() > before, 'the resume')
    },
  }
  const tellBattery = (percent: number | null) =>
    app.supervisor.setRule(
      'training',
      'rule:battery',
      percent === null ? null : { reason: { kind: 'battery', percent }, until: null },
    )
  for (let action = 0; action < 50; action += 1) {
    // Closed over the pause, over the resume, over both, over neither; mostly neither, as opening takes its time.
    const closed = ['pause', 'resume', 'both'][chance(12)] ?? 'neither'
    const openAsks = ['outside', 'you', 'battery'][chance(3)] ?? ''
    const asks = closed === 'pause' || closed === 'both' ? 'outside' : openAsks
    const openEnds = ['outside', 'you', asks][chance(3)] ?? ''
    const ends = closed === 'resume' || closed === 'both' ? 'outside' : openEnds
    expected.push(`${asks} > ${ends}`)
    const pause = async () => {
      if (asks === 'outside') await byHand.pause()
      else if (asks === 'battery') tellBattery(18)
      else app.supervisor.requestPause('training', null)
    }
    const resume = async () => {
      if (ends === 'outside') await byHand.resume()
      else if (ends === 'battery') tellBattery(null)
      else app.supervisor.requestResume('training')
    }
    if (closed === 'both')
      await whileClosed(async () => {
        await byHand.pause()
        await byHand.resume()
      })
    else {
      await (closed === 'pause' ? whileClosed(pause) : pause())
      await app.shows('paused')
      await (closed === 'resume' ? whileClosed(resume) : resume())
    }
    await app.shows('running')
    // Else a rule that was overruled would not hold again.
    tellBattery(null)
  }
  const [row] = await app.rows()
  expect(row?.pauses.map(whoOf)).toEqual(expected)
  expect(row?.pauses.filter(({ askedAt, releasedAt }) => askedAt === null || releasedAt === null)).toEqual([])
  expect(new Set(row?.pauses.map(({ pausedLine }) => pausedLine)).size).toBe(50)
}, 120_000)

describe('what happened while the app was closed', () => {
  test('is one entry for each pause, and the end with what was printed last', async () => {
    const { profile, state } = places()
    const first = await openHistory(profile, state)
    await startedRun(first)
    first.supervisor.requestPause('training', null)
    await first.shows('paused')
    const { pid } = first.view()
    await first.close()
    rmSync(profile.pauseFile)
    await until(() => said(state, /RESUMING/) === 1, 'the resume')
    writeFileSync(profile.pauseFile, '')
    await until(() => said(state, /PAUSE DETECTED/) === 2, 'the second pause')
    rmSync(profile.pauseFile)
    await until(() => said(state, /RESUMING/) === 2, 'the second resume')
    process.kill(-(pid ?? 0), 'SIGINT')
    await until(() => said(state, /Progress saved/) === 1, 'the end')
    const second = await openHistory(profile, state)
    await second.shows('ended')
    await until(() => second.history.recorder.runs.length === 0, 'the end to be written down')
    const [row] = await second.rows()
    expect(row).toMatchObject({ outcome: { kind: 'stopped' }, result: expect.stringContaining('Progress saved') })
    expect(row?.pauses).toMatchObject([
      { askedBy: [{ reason: { kind: 'you' } }], resumedLine: expect.any(Number) as number },
      {
        askedBy: [{ reason: { kind: 'outside' } }],
        pausedLine: expect.any(Number) as number,
        resumedLine: expect.any(Number) as number,
      },
    ])
  })

  test('is read from the runs’ files when the history is gone or damaged, and the damaged file is kept', async () => {
    const { profile, state } = places()
    const first = await openHistory(profile, state)
    for (let round = 0; round < 2; round += 1) {
      await startedRun(first)
      first.supervisor.requestPause('training', null)
      await first.shows('paused')
      first.supervisor.requestResume('training')
      await first.shows('running')
      first.supervisor.stop('training')
      await first.shows('ended')
      await until(() => first.history.recorder.runs.length === 0, 'the end to be written down')
    }
    const before = await first.rows()
    await first.close()
    const path = join(state, 'history.db')
    const damaged = Buffer.from('no database '.repeat(500))
    writeFileSync(path, damaged)
    const second = await openHistory(profile, state)
    expect(second.history.problem).toMatch(/was damaged. It is kept as .*history\.db\.damaged/)
    await second.close()
    const third = await openHistory(profile, state)
    expect(third.history.problem).toBeNull()
    expect(await third.rows()).toEqual(before)
    const aside = readdirSync(state).find((name) => name.startsWith('history.db.damaged')) ?? ''
    expect(readFileSync(join(state, aside)).equals(damaged)).toBe(true)
  })
})

describe('without a history that can be used', () => {
  test('runs go on, and it is said why', async () => {
    const { profile, state } = places()
    await (await openHistory(profile, state)).close()
    const file = new DatabaseSync(join(state, 'history.db'))
    file.exec('PRAGMA user_version = 99')
    file.close()
    const app = await openHistory(profile, state)
    await startedRun(app)
    expect(await app.rows()).toEqual([])
    expect(app.history.problem).toContain('was written by a newer version of Fermata. It is left as it is')
    expect(await app.history.remove('training-20261124-120000-000')).toBe(false)
  })
})

test('a run that is removed is gone with its folder, but the latest one keeps its folder until a later one is there', async () => {
  const { profile, state } = places()
  const app = await openHistory(profile, state)
  const runIds: string[] = []
  for (let round = 0; round < 2; round += 1) {
    await startedRun(app)
    runIds.push(app.view().runId ?? '')
    expect(await app.history.remove(runIds[round] ?? '')).toBe(false)
    app.supervisor.stop('training')
    await app.shows('ended')
    await until(() => app.history.recorder.runs.length === 0, 'the end to be written down')
  }
  expect(await app.history.remove(runIds[0] ?? '')).toBe(true)
  expect(await app.history.remove(runIds[1] ?? '')).toBe(true)
  expect(await app.rows()).toEqual([])
  expect(readdirSync(runsFolderOf(state))).toEqual([runIds[1]])
  await startedRun(app)
  await app.close()
  const again = await openHistory(profile, state)
  await until(() => readdirSync(runsFolderOf(state)).length === 1, 'the removed run’s folder to go')
  expect(await again.rows()).toMatchObject([{ endedAt: null }])
})
