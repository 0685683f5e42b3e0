import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { testFolder } from './support/folders'
import { smallRun } from './support/small-run'
import { pause, until } from './support/until'
import { type Watched, watchProfiles } from './support/watched-supervisor'

/** Starts a Python program as someone may have written it; `{}` stands for the rest of its lines. */
async function startPython(body: string): Promise<Watched> {
  const root = testFolder()
  const code = `
import os, sys, time
pause_file = sys.argv[1]
item = 0
def there():
    return os.path.lexists(pause_file)
def work():
    global item
    time.sleep(0.01)
    item += 1
    print(f"epoch 1/1 batch {item}/9999 item {item}/9999 loss 0.5 rate 10.0/s eta 1 s")
def said():
    print("PAUSE DETECTED: Training paused")
    print("Delete 'pause.txt' to resume training")
${body}`
  const profile = { ...smallRun(join(root, 'workspace'), { code }), program: 'python3' }
  const run = await watchProfiles([profile], join(root, 'state'))
  await run.supervisor.start('training', 'continue')
  await until(() => run.view().progress, 'work')
  return run
}

const items = (run: Watched) => run.view().evidence.itemsSince ?? 0

describe('a program that', () => {
  test('never looks at the file is never paused, and what it does meanwhile is counted', async () => {
    const run = await startPython('while True: work()')
    run.supervisor.requestPause('training', null)
    await until(() => items(run) > 20, 'items')
    expect(run.states()).not.toContain('paused')
    expect(run.view().state).toEqual({ kind: 'pauseRequested', since: expect.any(Number) })
    expect(Date.now() - (run.view().evidence.lastOutputAt ?? 0)).toBeLessThan(2000)
    run.supervisor.requestResume('training')
    expect(run.view()).toMatchObject({
      state: { withdrawn: true },
      evidence: { fileGoneBy: 'fermata', itemsSince: null },
    })
  })

  test('looks at the file now and then is paused when it says so, and not before', async () => {
    const run = await startPython(`
while True:
    for _ in range(60): work()
    if there():
        said()
        while there(): time.sleep(0.01)
        print("RESUMING: Training resumed")
`)
    run.supervisor.requestPause('training', null)
    const done = await until(() => (items(run) > 0 ? items(run) : null), 'items')
    await run.shows('paused')
    expect(done).toBeLessThanOrEqual(60)
    await pause(1200)
    expect(run.view()).toMatchObject({ state: { kind: 'paused' }, evidence: { itemsSince: 0, linesSincePaused: 0 } })
    rmSync(run.pauseFile)
    await run.shows('running')
    expect(run.view().evidence.fileGoneBy).toBe('outside')
  })

  test('says that it paused and works on is not paused, with the items that it did since', async () => {
    const run = await startPython(`
while not there(): work()
said()
while True: work()
`)
    writeFileSync(run.pauseFile, '')
    await until(() => 'contradicted' in run.view().state, 'the contradiction')
    await until(() => items(run) > 12, 'items')
    const { state, progress, log } = run.view()
    expect(state).toEqual({ kind: 'pauseRequested', since: expect.any(Number), contradicted: true })
    const output = readFileSync(run.supervisor.logOf('training')?.log ?? '', 'utf8')
    const before = output.slice(0, output.indexOf('PAUSE DETECTED')).split('item ').length - 1
    expect(log.pauseSaid?.item).toBe(before)
    expect(items(run)).toBeGreaterThanOrEqual((progress?.item ?? 0) - before)
    expect(run.view().pausedLine).not.toBeNull()
    rmSync(run.pauseFile)
    expect((await run.shows('running')).state).toMatchObject({ withdrawn: false })
  })

  test('says it while no app is there, and works on, isn’t taken up as paused', async () => {
    const run = await startPython(`
while not there(): work()
said()
while True: work()
`)
    await run.supervisor.close()
    writeFileSync(run.pauseFile, '')
    const log = run.supervisor.logOf('training')?.log ?? ''
    await until(() => /PAUSE DETECTED[^]*item \d+\/9999[^]*item/.test(readFileSync(log, 'utf8')), 'work after the line')
    const profile = smallRun(run.workspace)
    const next = await watchProfiles([profile], run.stateFolder)
    expect(next.view().state).toMatchObject({ kind: 'pauseRequested', contradicted: true })
    expect(next.states()).not.toContain('paused')
  })

  test('goes on talking while it is paused is paused, and the lines are counted', async () => {
    const run = await startPython(`
while not there(): work()
said()
for number in range(7): print("a helper says", number)
time.sleep(60)
`)
    writeFileSync(run.pauseFile, '')
    await until(() => run.view().evidence.linesSincePaused === 7, 'the lines')
    expect(run.view()).toMatchObject({ state: { kind: 'paused' }, evidence: { itemsSince: 0 } })
  })

  test('deletes the file itself is never paused, and the file is gone by someone outside', async () => {
    const run = await startPython(`
while not there(): work()
os.unlink(pause_file)
said()
time.sleep(60)
`)
    run.supervisor.requestPause('training', null)
    await until(() => run.view().evidence.fileGoneBy, 'the file to be gone')
    await run.shows('resumeRequested')
    expect(run.view().evidence.fileGoneBy).toBe('outside')
    expect(run.states()).not.toContain('paused')
  })

  test('pauses by the contract is never said to have printed more than its two lines, however they come', async () => {
    const run = await startPython(`
def torn():
    for part in ("PAUSE DETECTED: Training paused\\nDelete 'pau", "se.txt' to resume training\\n"):
        sys.stdout.write(part)
        sys.stdout.flush()
        time.sleep(0.3)
for say in (said, torn, said, torn):
    while not there(): work()
    say()
    while there(): time.sleep(0.01)
    print("RESUMING: Training resumed")
`)
    for (let round = 1; round <= 4; round += 1) {
      run.supervisor.requestPause('training', null)
      await until(() => run.view().log.pauseSaid?.lastLine === run.view().log.lineCount, 'both lines')
      await until(() => run.view().state.kind === 'paused' && run.view().evidence.lastOutputAt, 'the pause')
      run.supervisor.requestResume('training')
      await until(() => run.view().state.kind !== 'paused', 'the end of the pause')
    }
    expect(run.states().filter((state) => state === 'paused')).toHaveLength(4)
    expect(Math.max(...run.views.map(({ evidence }) => evidence.linesSincePaused))).toBe(0)
  })

  test('has forked a worker that works on is not paused when it says so', async () => {
    const run = await startPython(`
if os.fork() == 0:
    while True: work()
while not there(): time.sleep(0.01)
said()
while there(): time.sleep(0.01)
print("RESUMING: Training resumed")
time.sleep(60)
`)
    run.supervisor.requestPause('training', null)
    await until(() => 'contradicted' in run.view().state, 'the contradiction')
    expect(items(run)).toBeGreaterThan(0)
    expect(run.view().state).toMatchObject({ kind: 'pauseRequested' })
  })
})
