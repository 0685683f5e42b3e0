import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { OwnRunSetup } from '../shared/own-run'
import { profileOf } from './own-profiles'
import { readSeen } from './presence'
import { testFolder } from './support/folders'
import { barLoop, plainLoop, pythonRun, silentLoop } from './support/python-run'
import { until } from './support/until'
import { type Watched, watchProfiles } from './support/watched-supervisor'

const id = 'own-0a1b2c3d'

async function watch(script: string, more: Partial<OwnRunSetup> = {}): Promise<Watched & { readonly folder: string }> {
  const root = testFolder()
  const folder = join(root, 'work')
  mkdirSync(folder)
  const run = await watchProfiles([profileOf({ ...pythonRun(folder, script, more), id })], join(root, 'state'))
  return { ...run, folder }
}

const outputOf = ({ supervisor }: Watched) => readFileSync(supervisor.logOf(id)?.log ?? '', 'utf8')

describe('a Python program of the user’s own', () => {
  test('pauses and resumes by the contract’s lines, and its figures become charts', async () => {
    const run = await watch(plainLoop, {
      progress: { kind: 'own', expression: String.raw`step (?<item>\d+)/(?<total>\d+) mae (?<mae>[\d.]+)` },
    })
    expect(await run.supervisor.start(id, 'continue')).toEqual({ ok: true })
    await until(() => (run.view().own?.progress?.item ?? 0) > 20, 'some steps')
    writeFileSync(join(run.folder, 'pause.txt'), '')
    await run.shows('paused')
    rmSync(join(run.folder, 'pause.txt'))
    await run.shows('running')
    await until(() => (run.view().own?.progress?.ratePerSecond ?? 0) > 1, 'a rate')
    const history = await run.supervisor.history(id)
    expect(history.spans.map(({ kind }) => kind)).toEqual(['active', 'paused', 'active'])
    expect(history.figures.map(({ name }) => name)).toEqual(['mae'])
    expect(history.figures[0]?.points.length).toBeGreaterThan(5)
    expect(run.supervisor.stop(id)).toEqual({ ok: true })
    expect((await run.shows('ended')).state).toMatchObject({ outcome: { kind: 'stopped' } })
    expect((await run.supervisor.history(id)).spans.at(-1)?.to).not.toBeNull()
  })

  test('isn’t active while the machine sleeps, also for the next start of the app', async () => {
    const run = await watch(plainLoop)
    await run.supervisor.start(id, 'continue')
    await until(() => outputOf(run).split('\n').length > 30, 'some steps')
    run.supervisor.machineSlept(100)
    const kinds = async ({ supervisor }: Watched) => (await supervisor.history(id)).spans.map(({ kind }) => kind)
    expect(await kinds(run)).toEqual(['active', 'asleep', 'active'])
    await run.supervisor.close()
    const profile = profileOf({ ...pythonRun(run.folder, plainLoop), id })
    const next = await watchProfiles([profile], run.stateFolder)
    await next.shows('running')
    expect(await kinds(next)).toEqual(['active', 'asleep', 'active'])
  })

  test.runIf(process.platform === 'linux')('isn’t active while the machine sleeps and no app is there', async () => {
    const run = await watch(plainLoop)
    await run.supervisor.start(id, 'continue')
    await until(() => outputOf(run).split('\n').length > 30, 'some steps')
    await run.supervisor.close()
    // No test can have the machine sleep: what it had slept before is said to be less.
    const folder = dirname(run.supervisor.logOf(id)?.log ?? '')
    const seen = readSeen(folder)
    expect(seen?.asleepMs).toEqual(expect.any(Number))
    writeFileSync(join(folder, 'seen.json'), JSON.stringify({ ...seen, asleepMs: (seen?.asleepMs ?? 0) - 3000 }))
    const profile = profileOf({ ...pythonRun(run.folder, plainLoop), id })
    const next = await watchProfiles([profile], run.stateFolder)
    await next.shows('running')
    const { spans } = await next.supervisor.history(id)
    const asleep = spans.filter(({ kind }) => kind === 'asleep')
    expect(asleep).toHaveLength(1)
    expect(Math.abs((asleep[0]?.to ?? 0) - (asleep[0]?.from ?? 0) - 3000)).toBeLessThan(100)
  })

  test('a bar without an end of its line tells progress, and other words tell the pause', async () => {
    const run = await watch(barLoop, {
      pauseFile: 'hold.txt',
      progress: { kind: 'tqdm' },
      confirmation: { kind: 'lines', paused: 'the file is there', resumed: 'going on' },
      stop: { kind: 'sigterm', graceSeconds: 5 },
    })
    await run.supervisor.start(id, 'continue')
    await until(() => (run.view().own?.progress?.item ?? 0) > 5, 'the bar')
    expect(run.supervisor.requestPause(id, null)).toEqual({ ok: true })
    const paused = await run.shows('paused')
    expect(paused.pausedLine).toContain('the file is there')
    expect(run.supervisor.requestResume(id)).toEqual({ ok: true })
    await run.shows('running')
    expect((await run.supervisor.history(id)).figures.map(({ name }) => name)).toEqual(['loss'])
    run.supervisor.stop(id)
    expect((await run.shows('ended')).state).toMatchObject({ outcome: { kind: 'stopped' } })
    expect(outputOf(run)).not.toContain('KeyboardInterrupt')
  })

  test('one that only falls silent is never shown as paused; when it has been still for a while that is told', async () => {
    const run = await watch(silentLoop, { confirmation: { kind: 'silence' } })
    await run.supervisor.start(id, 'continue')
    await until(() => (run.view().own?.progress?.item ?? 0) > 5, 'some steps')
    run.supervisor.requestPause(id, null)
    await until(() => run.view().own?.quietSince != null, 'the stillness')
    expect(run.states()).not.toContain('paused')
    run.supervisor.requestResume(id)
    await run.shows('running')
    expect(run.view().own?.quietSince).toBeNull()
  }, 60_000)

  test('one that prints but works on is not taken to be still', async () => {
    const run = await watch('import time\nwhile True: print(sum(range(10000)), flush=True); time.sleep(0.2)', {
      confirmation: { kind: 'silence' },
    })
    await run.supervisor.start(id, 'continue')
    await run.shows('running')
    run.supervisor.requestPause(id, null)
    const size = outputOf(run).length
    await until(() => outputOf(run).length > size + 150, 'some five seconds of output', 30_000)
    expect(run.view().own?.quietSince).toBeNull()
  }, 60_000)

  test('the words of the contract mean nothing to a run that can’t tell', async () => {
    const run = await watch(plainLoop, { confirmation: { kind: 'none' } })
    await run.supervisor.start(id, 'continue')
    await run.shows('running')
    run.supervisor.requestPause(id, null)
    await until(() => outputOf(run).includes('PAUSE DETECTED'), 'its words')
    await run.shows('pauseRequested')
    expect(run.states()).not.toContain('paused')
  })
})

describe('profiles that come and go', () => {
  test('are started, changed and taken away while the app runs', async () => {
    const run = await watch(plainLoop)
    const other = { ...pythonRun(testFolder(), 'print("done 1/1")', { name: 'Other' }), id: 'own-00000002' }
    const { runs } = run.supervisor
    await runs.put(profileOf(other))
    await run.supervisor.start(other.id, 'continue')
    const view = () => run.supervisor.list().find(({ profileId }) => profileId === other.id)
    await until(() => view()?.state.kind === 'ended', 'its end')
    await runs.put(profileOf({ ...other, name: 'Renamed' }))
    expect(view()).toMatchObject({ name: 'Renamed', state: { outcome: { kind: 'completed' } } })
    await until(() => view()?.own?.progress?.item === 1, 'the progress of its last run')
    runs.order([other.id, id])
    expect(run.supervisor.list().map(({ profileId }) => profileId)).toEqual([other.id, id])
    const log = run.supervisor.logOf(other.id)?.log ?? ''
    await runs.remove(other.id)
    expect(run.supervisor.list()).toHaveLength(1)
    expect(existsSync(log)).toBe(true)
  })

  test('secret and plain variables reach the program; a shell is used only when asked for', async () => {
    const environment = [{ name: 'TOKEN', value: 'hunter2', isSecret: true }]
    const print = 'import os, sys; print(os.environ["TOKEN"], os.environ["PYTHONUNBUFFERED"], sys.argv[1:])'
    const plain = await watch(print, { environment, args: ['train.py', '$HOME | cat'] })
    await plain.supervisor.start(id, 'continue')
    await plain.shows('ended')
    expect(outputOf(plain)).toBe("hunter2 1 ['$HOME | cat']\n")
    const shell = await watch(print, { environment, needsShell: true, args: ['train.py a* | tr a-z A-Z'] })
    await shell.supervisor.start(id, 'continue')
    await shell.shows('ended')
    expect(outputOf(shell)).toBe("HUNTER2 1 ['A*']\n")
    expect(readFileSync(join(shell.supervisor.logOf(id)?.log ?? '', '..', 'run.json'), 'utf8')).not.toContain('hunter2')
  })
})
