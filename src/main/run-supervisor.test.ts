import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { testFolder } from './support/folders'
import { smallRun } from './support/small-run'
import { pause, until } from './support/until'
import { watchProfiles, watchSmallRun } from './support/watched-supervisor'

describe('the main job', () => {
  test('a file made by hand pauses, and deleting it by hand resumes, each shown when the run says so', async () => {
    const run = await watchSmallRun()
    expect(run.view().state).toEqual({ kind: 'idle' })
    expect(await run.supervisor.start('training', 'continue')).toEqual({ ok: true })
    await run.shows('running')
    writeFileSync(run.pauseFile, 'gpu for demo\nmore\n')
    const paused = await run.shows('paused')
    expect(paused.pausedLine).toBe('PAUSE DETECTED: Training paused')
    await until(() => JSON.stringify(run.view().pauseFile.found).includes('gpu for demo'), 'the note')
    expect(run.view().pauseFile.found).toMatchObject({ kind: 'file', madeBy: 'outside', firstLine: 'gpu for demo' })
    rmSync(run.pauseFile)
    await run.shows('running')
    expect(run.states()).toEqual(['starting', 'running', 'pauseRequested', 'paused', 'resumeRequested', 'running'])
  })

  test('the buttons make and delete the same file', async () => {
    const run = await watchSmallRun()
    await run.supervisor.start('training', 'continue')
    await run.shows('running')
    expect(run.supervisor.requestPause('training', null)).toEqual({ ok: true })
    expect(readFileSync(run.pauseFile, 'utf8')).toMatch(/^Paused by Fermata at \d{4}-.*Z\n$/)
    expect(run.view().pauseFile.found).toMatchObject({ kind: 'file', madeBy: 'fermata' })
    await run.shows('paused')
    expect(run.supervisor.requestPause('training', null)).toEqual({ ok: true })
    expect(run.supervisor.requestResume('training')).toEqual({ ok: true })
    expect(existsSync(run.pauseFile)).toBe(false)
    await run.shows('running')
    expect(run.supervisor.requestResume('training')).toEqual({ ok: true })
  })

  test('paused is never shown on the click alone', async () => {
    const run = await watchSmallRun({ code: "console.log('hello'); setInterval(() => {}, 1000)" })
    await run.supervisor.start('training', 'continue')
    await run.shows('running')
    run.supervisor.requestPause('training', null)
    await run.shows('pauseRequested')
    await pause(300)
    expect(run.states()).toEqual(['starting', 'running', 'pauseRequested'])
    run.supervisor.requestResume('training')
    expect((await run.shows('running')).state).toMatchObject({ kind: 'running', withdrawn: true })
  })

  test('a file that is there at the start holds the run before its first item', async () => {
    const run = await watchSmallRun()
    mkdirSync(run.workspace)
    run.supervisor.requestPause('training', null)
    await run.supervisor.start('training', 'continue')
    const paused = await run.shows('paused')
    expect(paused.progress).toBeNull()
    expect(run.states()).not.toContain('running')
  })

  test('deleted and made again at once leaves what the run says last', async () => {
    const run = await watchSmallRun({ itemMs: 2 })
    await run.supervisor.start('training', 'continue')
    await run.shows('running')
    writeFileSync(run.pauseFile, '')
    await run.shows('paused')
    for (let round = 0; round < 20; round += 1) {
      rmSync(run.pauseFile)
      if (round % 3 === 0) await pause(round)
      writeFileSync(run.pauseFile, '')
    }
    await pause(100)
    await run.shows('paused')
    rmSync(run.pauseFile)
    await run.shows('running')
    expect(readFileSync(run.supervisor.logOf('training')?.log ?? '', 'utf8')).toMatch(/RESUMING: .*\n(.*epoch .*\n)*$/)
  })

  test('stopping saves, is asked once, and removes a pause file of the app’s own', async () => {
    const run = await watchSmallRun()
    await run.supervisor.start('training', 'continue')
    await run.shows('running')
    run.supervisor.requestPause('training', null)
    await run.shows('paused')
    expect(run.supervisor.stop('training')).toEqual({ ok: true })
    expect(run.supervisor.stop('training')).toEqual({ ok: true })
    const ended = await run.shows('ended')
    expect(ended.state).toMatchObject({ outcome: { kind: 'stopped' } })
    expect(ended.latestLines.at(-1)?.message).toMatch(/^Progress saved: \d+ of 1000000 items$/)
    expect(existsSync(run.pauseFile)).toBe(false)
    expect(run.supervisor.stop('training')).toEqual({ ok: false, problem: null })
  })

  test('a pause file made outside outlives the stop', async () => {
    const run = await watchSmallRun()
    await run.supervisor.start('training', 'continue')
    await run.shows('running')
    writeFileSync(run.pauseFile, '')
    await run.shows('paused')
    run.supervisor.stop('training')
    await run.shows('ended')
    expect(existsSync(run.pauseFile)).toBe(true)
  })

  test('a run that finishes is completed, with its progress and its whole log', async () => {
    const run = await watchSmallRun({ total: 20 })
    await run.supervisor.start('training', 'continue')
    const ended = await run.shows('ended')
    expect(ended.state).toMatchObject({ outcome: { kind: 'completed' } })
    expect(ended.progress).toMatchObject({ item: 20, total: 20 })
    expect(ended.log).toMatchObject({ lineCount: 22, errorCount: 0, lastErrorLine: null })
    const log = readFileSync(run.supervisor.logOf('training')?.log ?? '', 'utf8')
    expect(log.split('\n')[0]).toContain(`Started as ${ended.runId}`)
  })

  test('killing ends the run at once, with what it started', async () => {
    const code = `const { spawn } = require('node:child_process')
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
      process.on('SIGINT', () => {})
      console.log('child ' + child.pid)
      setInterval(() => {}, 1000)`
    const run = await watchSmallRun({ code })
    await run.supervisor.start('training', 'continue')
    const view = await run.shows('running')
    const child = Number(view.latestLines[0]?.message.split(' ')[1])
    run.supervisor.stop('training')
    await pause(100)
    expect(run.view().state.kind).toBe('stopping')
    expect(run.supervisor.kill('training')).toEqual({ ok: true })
    expect((await run.shows('ended')).state).toMatchObject({ outcome: { kind: 'killed', signal: 'SIGKILL' } })
    await until(() => isGone(child), 'the end of what the run started')
  })
})

describe('runs that go wrong', () => {
  test('a run that crashes shows its exit code and what it said last', async () => {
    const run = await watchSmallRun({ code: "console.log('step 1'); console.error('ValueError: no'); process.exit(3)" })
    await run.supervisor.start('training', 'continue')
    const ended = await run.shows('ended')
    expect(ended.state).toMatchObject({ outcome: { kind: 'failed', exitCode: 3 } })
    expect(ended.latestLines.at(-1)?.message).toBe('ValueError: no')
  })

  test('a last line without an end is read, also when it is the one that counts', async () => {
    const run = await watchSmallRun({
      code: "process.stdout.write('Progress saved: 1 of 2 items'); process.exitCode = 130",
    })
    await run.supervisor.start('training', 'continue')
    expect((await run.shows('ended')).state).toMatchObject({ outcome: { kind: 'stopped' } })
  })

  test('a run that ends while it is asked to pause is ended, not paused', async () => {
    const run = await watchSmallRun({ code: "console.log('x'); setTimeout(() => process.exit(1), 400)" })
    await run.supervisor.start('training', 'continue')
    await run.shows('running')
    run.supervisor.requestPause('training', null)
    await run.shows('pauseRequested')
    expect((await run.shows('ended')).state).toMatchObject({ outcome: { kind: 'failed', exitCode: 1 } })
    expect(run.states()).not.toContain('paused')
    expect(existsSync(run.pauseFile)).toBe(true)
  })

  test('a program that isn’t there is said in plain words, and nothing was started', async () => {
    const root = testFolder()
    const profile = { ...smallRun(join(root, 'workspace')), program: 'no-such-program-anywhere' }
    const run = await watchProfiles([profile], join(root, 'state'))
    expect(await run.supervisor.start('training', 'continue')).toEqual({ ok: false, problem: null })
    expect(run.view().state).toMatchObject({
      kind: 'ended',
      outcome: { kind: 'notSpawned', reason: 'the program was not found', program: 'no-such-program-anywhere' },
    })
  })

  test('a working folder that can’t be made keeps the run from starting', async () => {
    const root = testFolder()
    writeFileSync(join(root, 'file'), '')
    const run = await watchProfiles([smallRun(join(root, 'file'))], join(root, 'state'))
    const answer = await run.supervisor.start('training', 'continue')
    expect(answer).toMatchObject({ ok: false, problem: { kind: 'notStarted' } })
    expect(JSON.stringify(answer)).toContain('a file has that name (EEXIST)')
    expect(run.view().state).toEqual({ kind: 'idle' })
    expect(existsSync(join(root, 'state', 'runs'))).toBe(false)
    run.supervisor.dismissProblem('training')
    expect(run.view().problem).toBeNull()
  })

  test('a second start beside a running one is refused', async () => {
    const run = await watchSmallRun()
    const answers = await Promise.all([
      run.supervisor.start('training', 'continue'),
      run.supervisor.start('training', 'startOver'),
    ])
    expect(answers).toEqual([{ ok: true }, { ok: false, problem: null }])
    expect(readdirSync(join(run.stateFolder, 'runs'))).toHaveLength(1)
  })

  test('two runs with one pause file are refused, however the path is spelled', async () => {
    const root = testFolder()
    const workspace = join(root, 'workspace')
    mkdirSync(join(workspace, 'sub'), { recursive: true })
    const first = smallRun(workspace)
    const second = smallRun(workspace, { id: 'other', pauseFile: `${workspace}/sub/../pause.txt` })
    const run = await watchProfiles([first, second], join(root, 'state'))
    await run.supervisor.start('training', 'continue')
    const answer = await run.supervisor.start('other', 'continue')
    expect(answer).toMatchObject({ ok: false, problem: { kind: 'notStarted' } })
    expect(JSON.stringify(answer)).toContain('Training is running with the same pause file')
  })

  test('startOver and a fresh run id reach the program, and nothing of a run-as-node app', async () => {
    process.env.ELECTRON_RUN_AS_NODE = '1'
    const code =
      'console.log(JSON.stringify([process.argv.at(-1), process.env.ELECTRON_RUN_AS_NODE ?? null, process.env.PYTHONUNBUFFERED]))'
    const run = await watchSmallRun({ code })
    await run.supervisor.start('training', 'startOver')
    delete process.env.ELECTRON_RUN_AS_NODE
    expect((await run.shows('ended')).latestLines[0]?.message).toBe('["--fresh",null,"1"]')
  })
})

describe('problems with the pause file', () => {
  test('a folder that is gone is said with path and reason, the state stays true, and a later success ends it', async () => {
    const run = await watchSmallRun()
    await run.supervisor.start('training', 'continue')
    await run.shows('running')
    rmSync(run.workspace, { recursive: true })
    const problem = {
      kind: 'pauseFileNotCreated',
      path: run.pauseFile,
      reason: 'the folder does not exist',
      code: 'ENOENT',
    }
    expect(run.supervisor.requestPause('training', null)).toEqual({ ok: false, problem })
    expect(run.view().problem).toEqual(problem)
    expect(run.view().state.kind).toBe('running')
    mkdirSync(run.workspace)
    expect(run.supervisor.requestPause('training', null)).toEqual({ ok: true })
    expect(run.view().problem).toBeNull()
    await run.shows('paused')
  })

  test('a folder at the path pauses, is named, and is not removed; when it goes by hand the problem goes too', async () => {
    const run = await watchSmallRun()
    await run.supervisor.start('training', 'continue')
    await run.shows('running')
    mkdirSync(run.pauseFile)
    await run.shows('paused')
    expect(run.view().pauseFile.found).toMatchObject({ kind: 'folder', madeBy: 'outside' })
    expect(run.supervisor.requestResume('training')).toMatchObject({ ok: false, problem: { reason: 'it is a folder' } })
    expect(run.view().state.kind).toBe('paused')
    rmSync(run.pauseFile, { recursive: true })
    await run.shows('running')
    expect(run.view().problem).toBeNull()
  })
})

function isGone(pid: number): boolean {
  const stat = existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, 'latin1') : ''
  return stat === '' || stat.includes(') Z ')
}
