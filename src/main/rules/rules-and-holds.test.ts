import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { ComputerView } from '../../shared/computer'
import { type RunRules, usualRules } from '../../shared/rules'
import { RunSupervisor } from '../run-supervisor'
import { smallRun } from '../support/small-run'
import { testFolder } from '../support/folders'
import { until } from '../support/until'
import { watchProfiles, type Watched } from '../support/watched-supervisor'
import { RuleEngine } from './rule-engine'
import { RuleStore } from './rule-store'
import { ruledRun } from './ruled-run'

/** Memory below and above the limit of the rule that these tests switch on. */
const [little, plenty] = [1024 ** 3, 8 * 1024 ** 3]
const lowMemory: RunRules = { ...usualRules, lowMemory: { isOn: true, gigabytes: 2 } }

function computer(freeBytes: number): ComputerView {
  const memory = { totalBytes: 32 * 1024 ** 3, freeBytes }
  return { at: Date.now(), cpuPercent: 1, otherPercent: null, memory, power: null, freeDisk: {} }
}

/** A window that holds at any time of any day. */
function always(): RunRules {
  const window = { id: 'w', name: 'Backup', isOn: true, from: '00:00', to: '24:00' }
  return { ...usualRules, windows: [{ ...window, days: [1, 2, 3, 4, 5, 6, 7] }] }
}

function engineOver(supervisor: RunSupervisor, stateFolder: string): RuleEngine {
  const engine = new RuleEngine({
    store: new RuleStore(join(stateFolder, 'rules.json')),
    runs: () => supervisor.list().map(ruledRun),
    setRule: (profileId, ruleId, condition) => supervisor.setRule(profileId, ruleId, condition),
    wish: () => undefined,
    changed: () => undefined,
  })
  onTestFinished(() => engine.stop())
  return engine
}

/** A real run at work, and the rules over it. */
async function ruled(rules: RunRules): Promise<{ run: Watched; engine: RuleEngine }> {
  const root = testFolder()
  mkdirSync(join(root, 'state'))
  const run = await watchProfiles([smallRun(join(root, 'workspace'))], join(root, 'state'))
  const engine = engineOver(run.supervisor, run.stateFolder)
  expect(engine.save('training', rules)).toEqual({ ok: true })
  await run.supervisor.start('training', 'continue')
  await run.shows('running')
  return { run, engine }
}

const owners = (run: Watched) => run.view().holds.map(({ owner }) => owner)

test('a window holds a real run, and a person who skips it isn’t overruled before its next time', async () => {
  const { run, engine } = await ruled(always())
  engine.look()
  const { holds } = await run.shows('paused')
  expect(holds).toMatchObject([{ owner: 'rule:window:w', reason: { kind: 'window', name: 'Backup' } }])
  run.supervisor.releaseHold('training', 'rule:window:w')
  await run.shows('running')
  engine.look()
  engine.save('training', always())
  expect(owners(run)).toEqual([])
  engine.save('training', usualRules)
  engine.save('training', always())
  expect(owners(run)).toEqual(['rule:window:w'])
})

test('a rule lets go only of its own hold, and never of a file that was made outside', async () => {
  const { run, engine } = await ruled(lowMemory)
  engine.computerChanged(computer(little))
  await run.shows('paused')
  run.supervisor.requestPause('training', null)
  engine.computerChanged(computer(plenty))
  expect(owners(run)).toEqual(['you'])
  run.supervisor.requestResume('training')
  await run.shows('running')
  writeFileSync(run.pauseFile, '')
  await run.shows('paused')
  engine.computerChanged(computer(little))
  engine.computerChanged(computer(plenty))
  expect(owners(run)).toEqual(['outside'])
  expect(existsSync(run.pauseFile)).toBe(true)
})

test('a hold that an earlier start of the app left is held on without a gap, and released once it’s over', async () => {
  const { run, engine } = await ruled(lowMemory)
  engine.computerChanged(computer(little))
  const [before] = (await run.shows('paused')).holds
  engine.stop()
  await run.supervisor.close()
  const again = new RunSupervisor([smallRun(run.workspace)], run.stateFolder, {
    runChanged: () => undefined,
    historyChanged: () => undefined,
    logAppended: () => undefined,
    runsChanged: () => undefined,
  })
  onTestFinished(async () => {
    again.kill('training')
    await again.close()
  })
  await again.open()
  const nextEngine = engineOver(again, run.stateFolder)
  nextEngine.look() // Nothing is known of the memory yet.
  expect(again.list()[0]?.holds).toEqual([before])
  nextEngine.computerChanged(computer(plenty))
  expect(again.list()[0]?.holds).toEqual([])
  await until(() => again.list()[0]?.state.kind === 'running', 'the run to go on')
})
