import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { OwnRunSetup, SetupSaved } from '../shared/own-run'
import { usualRules } from '../shared/rules'
import type { CommandQuestion } from './command-question'
import { profileActions } from './profile-actions'
import { ProfileStore } from './profile-store'
import { RuleStore } from './rules/rule-store'
import { RunSupervisor } from './run-supervisor'
import { testFolder } from './support/folders'
import { plainLoop, pythonRun } from './support/python-run'
import { until } from './support/until'

function open() {
  const stateFolder = testFolder()
  const file = join(stateFolder, 'profiles.json')
  const secrets = { isAvailable: false, seal: (text: string) => text, open: (text: string) => text }
  const store = new ProfileStore(file, secrets)
  const supervisor = new RunSupervisor([], stateFolder, {
    runChanged: () => undefined,
    historyChanged: () => undefined,
    logAppended: () => undefined,
    runsChanged: () => undefined,
  })
  const asked: CommandQuestion[] = []
  const person = { allows: true }
  const desktop = {
    allowCommand: async (question: CommandQuestion) => {
      asked.push(question)
      return person.allows
    },
    choosePath: async () => null,
  }
  const rules = new RuleStore(join(stateFolder, 'rules.json'))
  const removed = (profileId: string) => rules.remove(profileId)
  const actions = profileActions({ store, supervisor, desktop, keepsSecrets: false, removed })
  onTestFinished(async () => {
    for (const { profile } of supervisor.runs.all) supervisor.kill(profile.id)
    await supervisor.close()
  })
  return { actions, supervisor, asked, person, file, rules, stateFolder }
}

function idOf(saved: SetupSaved): string {
  if (saved.kind !== 'saved') throw new Error(JSON.stringify(saved))
  return saved.profileId
}

const newSetup = (more: Partial<OwnRunSetup> = {}) => pythonRun(testFolder(), plainLoop, more)

test('a command is kept only after the person has seen all of it', async () => {
  const { actions, asked, person, file, supervisor } = open()
  const setup = newSetup({ args: ['train.py', '--note', 'a\n\u202Eb\u2028c', ''] })
  person.allows = false
  expect(await actions['profile:save'](null, setup)).toEqual({ kind: 'declined' })
  expect(existsSync(file)).toBe(false)
  expect(supervisor.list()).toEqual([])
  expect(asked[0]?.message).toBe('Allow Fermata to start this command for “Price model”?')
  const lines = asked[0]?.detail.split('\n') ?? []
  expect(lines[0]).toMatch(/^Program: \/.*\/python3$/)
  // Neither a line break nor a sign that turns text around can hide a part.
  expect(lines.slice(1)).toEqual([
    'Argument 1: train.py',
    'Argument 2: --note',
    'Argument 3: a␊�b�c',
    'Argument 4: ',
    `Folder: ${setup.folder}`,
    `Pause file, made and deleted: ${join(setup.folder, 'pause.txt')}`,
  ])
})

test('a changed command is asked about again, anything else isn’t', async () => {
  const { actions, asked } = open()
  const environment = [{ name: 'TOKEN', value: 'hunter2', isSecret: true }]
  const setup = newSetup({ environment })
  const id = idOf(await actions['profile:save'](null, setup))
  expect(asked).toHaveLength(1)
  expect(JSON.stringify(asked)).not.toContain('hunter2')
  const shown = await actions['profile:setup'](id)
  expect(shown?.environment).toEqual([{ name: 'TOKEN', value: null, isSecret: true }])
  const again: OwnRunSetup = {
    ...setup,
    ...shown,
    name: 'Other name',
    progress: { kind: 'tqdm' },
  }
  idOf(await actions['profile:save'](id, again))
  expect(asked).toHaveLength(1)
  const changes: Partial<OwnRunSetup>[] = [
    { args: ['train.py', '--more'] },
    { needsShell: true, args: ['train.py'] },
    { program: process.execPath, needsShell: false },
    { folder: testFolder(), program: process.execPath, args: [] },
    { environment: [...again.environment, { name: 'LD_PRELOAD', value: '/tmp/x.so', isSecret: false }] },
    { environment: [{ name: 'TOKEN', value: 'another', isSecret: true }] },
    // Else a page that was taken over could have any small file made, read or deleted.
    { pauseFile: join(testFolder(), 'precious') },
  ]
  for (const [index, change] of changes.entries()) {
    idOf(await actions['profile:save'](id, { ...again, ...change }))
    expect(asked).toHaveLength(2 + index)
  }
})

test('of a run that works nothing is changed that was started, nor is it removed; one with problems isn’t kept', async () => {
  const { actions, supervisor, asked, person } = open()
  const setup = newSetup({ args: ['train.py', '--pause-file=hold.txt'] })
  const id = idOf(await actions['profile:save'](null, setup))
  await supervisor.start(id, 'continue')
  const changes: readonly Partial<OwnRunSetup>[] = [
    { args: ['train.py'] },
    { program: process.execPath },
    { pauseFile: 'other.txt' },
    { environment: [{ name: 'A', value: 'b', isSecret: false }] },
    { stop: { kind: 'sigterm', graceSeconds: 60 } },
  ]
  for (const change of changes)
    expect(await actions['profile:save'](id, { ...setup, ...change })).toMatchObject({ kind: 'notKept' })
  idOf(await actions['profile:save'](id, { ...setup, name: 'New' }))
  expect(asked).toHaveLength(1)
  // The file that its own arguments name is made and deleted from then on: that is asked.
  person.allows = false
  expect(await actions['profile:save'](id, { ...setup, pauseFile: 'hold.txt' })).toEqual({ kind: 'declined' })
  expect(asked).toHaveLength(2)
  expect(supervisor.list()[0]?.pauseFile.name).toBe('pause.txt')
  expect(await actions['profile:remove'](id)).toEqual({ ok: false, problem: null })
  expect(await actions['profile:save'](null, { ...setup, name: 'Second' })).toMatchObject({
    kind: 'refused',
    findings: [{ field: 'pauseFile', short: 'Pause file used by another run' }],
  })
  expect(asked).toHaveLength(2)
  supervisor.stop(id)
  await until(() => supervisor.list()[0]?.state.kind === 'ended', 'its end')
  expect(await actions['profile:remove'](id)).toEqual({ ok: true })
  expect(supervisor.list()).toEqual([])
})

test('a run’s rules go with it, and those of the others stay', async () => {
  const { actions, rules, stateFolder } = open()
  const ids: string[] = []
  for (const name of ['One', 'Two']) ids.push(idOf(await actions['profile:save'](null, newSetup({ name }))))
  const [gone = '', left = ''] = ids
  const lowDisk = { isOn: true, gigabytes: 2 }
  for (const id of ids) expect(rules.save(id, { ...usualRules, lowDisk })).toEqual({ ok: true })
  expect(await actions['profile:remove'](gone)).toEqual({ ok: true })
  const kept = new RuleStore(join(stateFolder, 'rules.json'))
  expect(kept.of(gone)).toEqual(usualRules)
  expect(kept.of(left)).toEqual({ ...usualRules, lowDisk })
  expect(readFileSync(join(stateFolder, 'rules.json'), 'utf8')).not.toContain(gone)
})

test('runs are moved, and a pattern is tried on what was really printed', async () => {
  const { actions, supervisor, file } = open()
  const ids: string[] = []
  for (const name of ['One', 'Two', 'Three']) ids.push(idOf(await actions['profile:save'](null, newSetup({ name }))))
  expect(await actions['profile:move'](ids[2] as string, 'up')).toEqual({ ok: true })
  expect(await actions['profile:move'](ids[0] as string, 'up')).toEqual({ ok: false, problem: null })
  expect(supervisor.list().map(({ name }) => name)).toEqual(['One', 'Three', 'Two'])
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
    runs: [{ name: 'One' }, { name: 'Three' }, { name: 'Two' }],
  })
  const [first = ''] = ids
  expect(await actions['profile:tryPattern'](first, { kind: 'count' })).toEqual({ kind: 'noLog' })
  await supervisor.start(first, 'continue')
  await until(() => supervisor.list()[0]?.own?.progress?.item ?? 0, 'a step')
  const expression = String.raw`step (?<item>\d+)/(?<total>\d+) mae (?<mae>[\d.]+)`
  const trial = await actions['profile:tryPattern'](first, { kind: 'own', expression })
  expect(trial).toMatchObject({ kind: 'found', line: expect.stringMatching(/^step \d+\/100000 mae/) })
  expect(trial).toMatchObject({ reads: expect.stringMatching(/^item \d+ of 100,000, mae [\d.]+$/) })
  expect(await actions['profile:tryPattern'](first, { kind: 'tqdm' })).toEqual({ kind: 'nothing' })
  writeFileSync(supervisor.logOf(first)?.log ?? '', `${'a'.repeat(80)}b\n`, { flag: 'a' })
  expect(await actions['profile:tryPattern'](first, { kind: 'own', expression: '(?<x>^(a+)+)$' })).toEqual({
    kind: 'tooSlow',
  })
})
