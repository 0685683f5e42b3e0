import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { getPriority } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { VerificationView } from '../shared/verification'
import { builtInProfiles } from './run-profiles'
import { RunVerifier } from './run-verifier'
import { testFolder } from './support/folders'
import { until } from './support/until'

const programFolder = resolve(import.meta.dirname, '../../out/main')

/** A training of a second that has finished, as the app keeps it, and a verifier over it. */
function finishedRun(epochs = 30) {
  const stateFolder = testFolder()
  const runId = 'training-20261124-120000-000'
  const folder = join(stateFolder, 'runs', runId)
  mkdirSync(folder, { recursive: true })
  const data = join(stateFolder, 'flats.csv')
  const rows = Array.from({ length: 240 }, (_, at) => `${1 + (at % 5)},${20 + ((at * 37) % 130)},${at * 900 + 50_000}`)
  writeFileSync(data, `rooms,area,price\n${rows.join('\n')}\n`)
  const commandLine = [
    process.execPath,
    join(programFolder, 'trainer.cjs'),
    ...['--workspace', join(stateFolder, 'w'), '--batch-size=4', '--epochs', String(epochs), '--data', data, '--fresh'],
  ]
  const record = {
    ...{ runId, profileId: 'training', commandLine, workspace: stateFolder, pauseFile: join(stateFolder, 'pause.txt') },
    ...{ startedAt: 1000, token: null, pid: null, identity: null, stopAskedAt: null },
    ended: { at: 2000, outcome: { kind: 'completed' } },
  }
  writeFileSync(join(folder, 'run.json'), JSON.stringify(record))
  const train = () =>
    spawnSync(process.execPath, commandLine.slice(1), { env: { ...process.env, FERMATA_RUN_ID: runId } }).stdout
  const profiles = builtInProfiles({ programFolder, workspace: stateFolder, stateFolder })
  const open = () => openVerifier(join(stateFolder, 'runs'), (id) => profiles.find((profile) => profile.id === id))
  return { folder, data, runId, train, open }
}

function openVerifier(
  runsFolder: string,
  profileOf: (id: string) => ReturnType<typeof builtInProfiles>[number] | undefined,
) {
  const views: VerificationView[] = []
  const verifier = new RunVerifier({
    runsFolder,
    programFolder,
    profileOf: (id) => profileOf(id) ?? expect.fail(`no profile ${id}`),
    changed: (view) => views.push(view),
  })
  onTestFinished(() => verifier.close())
  const shows = (kind: string) =>
    until(
      () => (views.at(-1)?.state.kind === kind ? views.at(-1) : null),
      () => `${kind}, last ${JSON.stringify(views.at(-1))}`,
      60_000,
    )
  return { verifier, views, shows }
}

test('a finished run is verified against its own hash, at low priority, and what came out is kept', async () => {
  const { folder, runId, train, open } = finishedRun()
  writeFileSync(join(folder, 'output.log'), train())
  const { verifier, views, shows } = open()
  expect(await verifier.view('training')).toEqual({ profileId: 'training', runId, state: { kind: 'none' } })
  expect(await verifier.start('training', 1)).toEqual({ ok: true })
  expect(await verifier.start('training', 1), 'a second one beside it').toMatchObject({ ok: false })
  expect(getPriority(recordedPid(folder))).toBeGreaterThan(0)
  await until(() => views.some(({ state }) => state.kind === 'running' && state.progress), 'progress', 30_000)
  const { state } = await shows('done')
  expect(state).toMatchObject({ kind: 'done', report: { items: 1440, difference: null } })
  expect(readFileSync(join(folder, 'output.log'), 'utf8')).toContain(
    state.kind === 'done' ? state.report.sha256 : 'no hash',
  )
  expect(readFileSync(join(folder, 'verification.log'), 'utf8')).toMatch(/\nVERIFIED: 1 disturbed repeat /)
  expect(readdirSync(folder).sort()).toEqual(['output.log', 'run.json', 'verification.json', 'verification.log'])
  expect(await open().verifier.view('training')).toMatchObject({ runId, state })
}, 120_000)

test('when the data has become another since the run, that is what comes out', async () => {
  const { folder, data, train, open } = finishedRun(3)
  writeFileSync(join(folder, 'output.log'), train())
  writeFileSync(data, readFileSync(data, 'utf8').replace(/\d\n$/, '9\n'))
  const { verifier, shows } = open()
  await verifier.start('training', 1)
  expect(await shows('done')).toMatchObject({
    state: { report: { difference: expect.stringContaining('the run itself ended with sha256') } },
  })
}, 60_000)

test('a verification that can’t be carried through says why, in the program’s words', async () => {
  const { data, open } = finishedRun()
  writeFileSync(data, 'rooms,city\n1,Bonn\n')
  const { verifier, shows } = open()
  await verifier.start('training', 1)
  expect(await shows('failed')).toMatchObject({ state: { reason: expect.stringContaining("no column 'price'") } })
  expect(await open().verifier.view('training')).toMatchObject({ state: { kind: 'failed' } })
}, 60_000)

test('cancelled, or with the app closed: its processes end, its files are removed, and that is kept', async () => {
  for (const [kind, end] of [
    ['cancelled', (verifier: RunVerifier) => verifier.cancel('training')],
    ['interrupted', (verifier: RunVerifier) => verifier.close()],
  ] as const) {
    const { folder, open } = finishedRun(100_000)
    const { verifier, views } = open()
    await verifier.start('training', 1)
    await until(() => views.some(({ state }) => state.kind === 'running' && state.progress), 'progress', 30_000)
    const pid = recordedPid(folder)
    end(verifier)
    await until(() => !isThere(pid), 'its end')
    await until(() => views.at(-1)?.state.kind === kind || kind === 'interrupted', kind)
    expect(await open().verifier.view('training')).toMatchObject({ state: { kind } })
    expect(readdirSync(folder).sort()).toEqual(['run.json', 'verification.json', 'verification.log'])
  }
}, 60_000)

test('one that an app left behind when it was killed is ended at the next start, with its training', async () => {
  const { folder, open } = finishedRun(100_000)
  const { verifier, views } = open()
  await verifier.start('training', 1)
  await until(() => views.some(({ state }) => state.kind === 'running' && state.progress), 'progress', 30_000)
  const pid = recordedPid(folder)
  // Another start of the app knows of it by its record alone, as the first one has said nothing of an end.
  expect(await open().verifier.view('training')).toMatchObject({ state: { kind: 'interrupted' } })
  await until(() => !isThere(pid), 'its end')
  expect(existsSync(join(folder, 'verification'))).toBe(false)
}, 60_000)

test('a record that can’t be read is set aside and said, and one that names a stranger’s process harms nobody', async () => {
  const { folder, open } = finishedRun()
  const path = join(folder, 'verification.json')
  for (const text of [
    '{"version":1,"kind":"done"',
    '{"version":2,"kind":"done"}',
    '{"version":1,"kind":"done","report":{}}',
  ])
    for (const { verifier } of [open()]) {
      writeFileSync(path, text)
      const view = await verifier.view('training')
      expect(view).toMatchObject({
        state: { kind: 'unreadable', path: expect.stringMatching(/verification\.json\.damaged/) },
      })
      expect(existsSync(path)).toBe(false)
    }
  const stranger = { pid: process.pid, startedAt: '1', bootId: null }
  const token = 'a'.repeat(32)
  writeFileSync(
    path,
    JSON.stringify({ version: 1, kind: 'running', startedAt: 1, repeats: 1, token, identity: stranger }),
  )
  expect(await open().verifier.view('training')).toMatchObject({ state: { kind: 'interrupted' } })
})

test('a collection can’t be verified', async () => {
  const { open } = finishedRun()
  const { verifier } = open()
  expect(await verifier.view('collector')).toBeNull()
  expect(await verifier.start('collector', 1)).toMatchObject({ ok: false })
})

function recordedPid(folder: string): number {
  const { identity } = JSON.parse(readFileSync(join(folder, 'verification.json'), 'utf8'))
  return identity.pid
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !readFileSync(`/proc/${pid}/stat`, 'latin1').includes(') Z ')
  } catch {
    return false // Gone.
  }
}
