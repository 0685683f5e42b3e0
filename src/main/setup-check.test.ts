import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { OwnRunSetup, SetupField } from '../shared/own-run'
import { setupOfScript } from './script-setup'
import { checkSetup } from './setup-check'
import { testFolder } from './support/folders'
import { plainLoop, pythonRun } from './support/python-run'

const searchPath = process.env.PATH ?? ''
const others = [{ name: 'Training', pauseFile: '/home/someone/pause.txt' }]

function check(setup: OwnRunSetup, field: SetupField, places: Partial<Parameters<typeof checkSetup>[1]> = {}) {
  const all = checkSetup(setup, { others, searchPath, keepsSecrets: true, ...places })
  return all.filter((finding) => finding.field === field)
}

function goodSetup(more: Partial<OwnRunSetup> = {}): OwnRunSetup {
  return pythonRun(testFolder(), plainLoop, more)
}

describe('a setup that is whole', () => {
  test('has no problem, and says what was found', () => {
    const setup = goodSetup()
    const findings = checkSetup(setup, { others, searchPath, keepsSecrets: true })
    expect(findings.filter(({ isProblem }) => isProblem)).toEqual([])
    expect(check(setup, 'program')[0]?.text).toMatch(/\/python3(, version 3[\d.]+)?$/)
    expect(check(setup, 'folder')[0]?.text).toMatch(/^Folder exists\. train\.py is there\./)
    expect(check(setup, 'pauseFile')[0]?.text).toBe(`${join(setup.folder, 'pause.txt')}. The folder is writable.`)
  })
})

describe('what stands against saving', () => {
  test('a misspelt program, with what was probably meant', () => {
    const folder = testFolder()
    for (const name of ['python', 'pylint']) {
      writeFileSync(join(folder, name), '#!/bin/sh\n')
      chmodSync(join(folder, name), 0o755)
    }
    expect(check(goodSetup({ program: 'pyhton' }), 'program', { searchPath: folder })).toMatchObject([
      {
        isProblem: true,
        short: 'Program not found',
        text: 'No program called “pyhton” on the PATH.',
        instead: 'python',
      },
    ])
    expect(check(goodSetup({ program: 'quite-another' }), 'program')[0]?.instead).toBeNull()
    expect(check(goodSetup({ program: './no/such' }), 'program')[0]?.text).toMatch(
      /^There is no program at \/.*no\/such\.$/,
    )
    chmodSync(join(folder, 'python'), 0o644)
    expect(check(goodSetup({ program: join(folder, 'python') }), 'program')[0]?.text).toContain('(EACCES)')
  })

  test.each<[SetupField, Partial<OwnRunSetup>, RegExp]>([
    ['name', { name: '  ' }, /^Give the run a name/],
    ['name', { name: 'training' }, /^Another run is called “training”/],
    ['program', { program: '' }, /^Name the program/],
    ['args', { args: ['other.py'] }, /^other\.py is not in the working folder/],
    ['folder', { folder: '/no/such/folder' }, /the folder does not exist \(ENOENT\)/],
    ['folder', { folder: 'relative' }, /whole path/],
    ['pauseFile', { pauseFile: '/home/someone/pause.txt' }, /^Training already has \/home\/someone\/pause\.txt/],
    [
      'pauseFile',
      { pauseFile: '/no/such/pause.txt' },
      /^Can’t write in \/no\/such: the folder does not exist \(ENOENT\)/,
    ],
    ['pauseFile', { pauseFile: 'train.py' }, /resuming deletes the pause file/],
    ['pauseFile', { pauseFile: '.' }, /is a folder/],
    ['environment', { environment: [{ name: 'A=B', value: '', isSecret: false }] }, /no =/],
    ['environment', { environment: [{ name: 'ELECTRON_RUN_AS_NODE', value: '1', isSecret: false }] }, /decides/],
    ['paused', { confirmation: { kind: 'lines', paused: '', resumed: 'go' } }, /contains/],
    ['resumed', { confirmation: { kind: 'lines', paused: 'PAUSE', resumed: 'PAUSE over' } }, /taken for/],
    [
      'pattern',
      { progress: { kind: 'own', expression: 'step (?<item>[0-9' } },
      /square bracket opened at character 14/,
    ],
    [
      'pattern',
      { progress: { kind: 'own', expression: 'step (' } },
      /^A bracket opened at character 6 is never closed\.$/,
    ],
    ['pattern', { progress: { kind: 'own', expression: '*' } }, /isn’t a valid expression: nothing to repeat/],
    ['pattern', { progress: { kind: 'own', expression: String.raw`\d+` } }, /^Name what it finds/],
    ['grace', { stop: { kind: 'ctrlC', graceSeconds: 0 } }, /seconds/],
  ])('%s: %j', (field, more, text) => {
    const found = check(goodSetup(more), field)
    expect(found).toContainEqual(expect.objectContaining({ isProblem: true, text: expect.stringMatching(text) }))
  })

  test('another run’s pause file by another spelling', () => {
    const setup = goodSetup()
    symlinkSync(setup.folder, `${setup.folder}-link`)
    const places = { others: [{ name: 'Other', pauseFile: join(`${setup.folder}-link`, 'pause.txt') }] }
    expect(check(setup, 'pauseFile', places)).toMatchObject([
      { isProblem: true, short: 'Pause file used by another run' },
    ])
  })
})

describe('what is good to know', () => {
  test('a pause file that is there, and a system that keeps no secrets', () => {
    const setup = goodSetup({ environment: [{ name: 'TOKEN', value: 'x', isSecret: true }] })
    writeFileSync(join(setup.folder, 'pause.txt'), '')
    expect(check(setup, 'pauseFile')).toMatchObject([
      { isProblem: false, text: expect.stringContaining('is there now') },
    ])
    expect(check(setup, 'environment')).toEqual([])
    expect(check(setup, 'environment', { keepsSecrets: false })).toMatchObject([{ isProblem: false }])
  })

  test('a real virtual environment beside a script is found, and its form is filled in', () => {
    const project = realpathSync(testFolder())
    execFileSync('python3', ['-m', 'venv', '--without-pip', join(project, '.venv')])
    mkdirSync(join(project, 'scripts'))
    const script = join(project, 'scripts', 'train_model.py')
    writeFileSync(script, plainLoop)
    const setup = setupOfScript(script, searchPath)
    expect(setup).toMatchObject({
      name: 'Train model',
      program: '.venv/bin/python',
      args: ['scripts/train_model.py'],
      folder: project,
      pauseFile: 'pause.txt',
    })
    expect(check(setup, 'program')[0]?.text).toMatch(/\/\.venv\/bin\/python, version 3\.\d+\.\d+$/)
    const beside = join(project, 'train.py')
    writeFileSync(beside, plainLoop)
    expect(setupOfScript(beside, searchPath)).toMatchObject({ program: '.venv/bin/python', args: ['train.py'] })
    expect(checkSetup(setup, { others, searchPath, keepsSecrets: true }).filter(({ isProblem }) => isProblem)).toEqual(
      [],
    )
    expect(check({ ...setup, program: 'python3' }, 'program')).toMatchObject([
      { isProblem: false, instead: '.venv/bin/python' },
    ])
  })

  test('a folder that only has the name of an environment is none; other scripts have other programs', () => {
    const folder = testFolder()
    mkdirSync(join(folder, 'venv', 'bin'), { recursive: true })
    writeFileSync(join(folder, 'venv', 'bin', 'python'), '')
    expect(setupOfScript(join(folder, 'a.py'), searchPath)).toMatchObject({
      program: 'python3',
      args: ['a.py'],
      folder,
    })
    expect(setupOfScript(join(folder, 'collect.mjs'), searchPath)).toMatchObject({
      program: 'node',
      args: ['collect.mjs'],
    })
    expect(setupOfScript(join(folder, 'tool'), searchPath)).toMatchObject({ program: join(folder, 'tool'), args: [] })
  })
})
