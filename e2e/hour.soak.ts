import { cpSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { acts } from './support/soak/acts'
import { diagnosisOf } from './support/soak/diagnosis'
import { type Dice, diceOf } from './support/soak/dice'
import { figuresOf } from './support/soak/figures'
import { type FloodLog, readFloodLog } from './support/soak/flood-run'
import { descriptorsOf, processesOf } from './support/soak/processes'
import { Samples, wordsOf } from './support/soak/samples'
import { modelIn, SoakedApp, undisturbedModel } from './support/soak/soaked-app'
import { until } from './support/soak/until'

// An hour of everything that can happen, to the real app with two real runs. FERMATA_SOAK_MINUTES makes it another time,
// FERMATA_SOAK_SEED the choices of an earlier time. In its second half app and log service live on, so that what they
// take can be compared with what they took before.
const minutes = Number(process.env.FERMATA_SOAK_MINUTES ?? 60)
const seed = Number(process.env.FERMATA_SOAK_SEED ?? Date.now() % 2 ** 31)
const afterwardsMs = 20 * 60_000

const startedAt = performance.now()
const say = (text: string) => {
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  process.stdout.write(`[${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}] ${text}\n`)
}

let app: SoakedApp | null = null
afterEach(async ({ task }) => {
  if (app && task.result?.state === 'fail') {
    const kept = join('out', `soak-${seed}`)
    cpSync(app.folders.root, kept, { recursive: true })
    say(`Failed; what was there is in ${kept}`)
  }
  await app?.dispose()
}, 300_000)

/** Goes on until enough was done; says each minute what was done so far. */
async function actUntil(
  isEnough: () => boolean,
  dice: Dice,
  { endsApp, each }: { endsApp: boolean; each?: () => Promise<string> },
) {
  const counts = new Map<string, number>()
  let saidAt = performance.now()
  while (!isEnough() && app) {
    const act = dice.one(acts.filter((one) => endsApp || !one.endsApp))
    try {
      await act.do(app, dice)
    } catch (error) {
      say(await diagnosisOf(app))
      throw new Error(`${act.name}, seed ${seed}: ${String(error)}`, { cause: error })
    }
    counts.set(act.name, (counts.get(act.name) ?? 0) + 1)
    const more = await each?.()
    await sleep(dice.between(0, 1500))
    if (performance.now() - saidAt < 60_000) continue
    saidAt = performance.now()
    say([[...counts].map(([name, count]) => `${name} ${count}`).join(', '), more].filter(Boolean).join('; '))
  }
  return counts
}

/** Both runs come to an end: the training by finishing, the flood by being stopped; main has read both to the last byte. */
async function endRuns(soaked: SoakedApp): Promise<void> {
  const { flood } = soaked
  await soaked.settle('training')
  await soaked.settle(flood.id)
  await soaked.page.evaluate((id) => window.fermata.stopRun(id), flood.id)
  for (const profileId of soaked.profileIds) {
    const view = await until(
      `the end of ${profileId}`,
      async () => {
        const now = await soaked.view(profileId)
        return now.state.kind === 'ended' && now
      },
      10 * 60_000,
    )
    const log = join(soaked.runFolderOf(view.runId ?? ''), 'output.log')
    const lines = readFileSync(log).reduce((sum, byte) => (byte === 10 ? sum + 1 : sum), 0)
    await until(`all of ${log} to be read`, async () => {
      const { byteCount, lineCount } = (await soaked.view(profileId)).log
      return byteCount === statSync(log).size && lineCount === lines
    })
  }
  const ended = await soaked.view('training')
  expect(ended.state).toMatchObject({ outcome: { kind: 'completed' } })
}

/** The last line of the flood is in sight in its log. */
async function expectLastLine({ page, flood }: SoakedApp): Promise<void> {
  await page.locator(`.run-link[href="#${flood.id}"]`).click()
  await page.getByRole('tab', { name: /^Logs/ }).click()
  const log = page.getByRole('list', { name: 'Log of Flood' })
  await log.press('End')
  await log.getByText(/^Progress saved: \d+$/).waitFor()
}

/** Files of runs that aren't their profile's latest, and deleted ones, are held open by nobody. */
async function expectNothingHeld(soaked: SoakedApp): Promise<void> {
  const views = await Promise.all(soaked.profileIds.map((profileId) => soaked.view(profileId)))
  const latest = views.map(({ runId }) => soaked.runFolderOf(runId ?? ''))
  const held = () =>
    descriptorsOf(soaked.pid).filter(
      (path) =>
        path.startsWith(soaked.folders.root) && path.includes('/runs/') && !latest.some((one) => path.startsWith(one)),
    )
  await until('files of earlier runs to be closed', () => held().length === 0).catch((error: Error) => {
    throw new Error(`${error.message}: ${held().join(', ')}`)
  })
}

/** All models are the same as without any disturbance; all runs are in the history and all their lines in their logs. */
async function expectNothingLost(soaked: SoakedApp, model: string): Promise<void> {
  const runs = soaked.profileIds.flatMap((profileId) => soaked.runFolders(profileId))
  const lastRun = soaked.runFolderOf((await soaked.view('training')).runId ?? '')
  const history = await soaked.page.evaluate(() =>
    window.fermata.listHistory({ text: '', profileId: null, result: 'any', span: 'all' }, 0),
  )
  await soaked.close()
  await until('all processes to be gone', () => processesOf(soaked.folders.root).length === 0)
  const logs: FloodLog[] = []
  for (const folder of soaked.runFolders(soaked.flood.id)) logs.push(await readFloodLog(folder, soaked.flood))
  const sum = (key: keyof FloodLog) => logs.reduce((all, one) => all + one[key], 0).toLocaleString('en')
  say(`${logs.length} runs of the flood: ${sum('lines')} lines, ${sum('bytes')} bytes, none lost`)
  const models = [...soaked.models, modelIn(lastRun)]
  say(`${models.length} trainings finished, over ${soaked.runFolders('training').length} runs; model ${model}`)
  expect(new Set(models)).toEqual(new Set([model]))
  expect(history).toMatchObject({ total: runs.length, problem: null })
}

async function takeSample(samples: Samples, soaked: SoakedApp): Promise<string> {
  const figures = await figuresOf(soaked)
  samples.add(performance.now() / 60_000, figures)
  return wordsOf(figures)
}

function sayGrowths(growths: ReturnType<Samples['growths']>): void {
  for (const { name, growth, isFlat } of growths) {
    const { first, last, grew, chance, lowest, highest } = growth
    const trend = `${first.toFixed(2)} to ${last.toFixed(2)}, grew ${grew.toFixed(2)} with chance ${chance.toFixed(2)}`
    say(`${name}: ${trend}, all from ${lowest.toFixed(2)} to ${highest.toFixed(2)}, ${isFlat ? 'flat' : 'GREW'}`)
  }
}

const limitMs = minutes * 60_000 + afterwardsMs

test('floods, pauses and kills for an hour: nothing is lost, nothing leaks', { timeout: limitMs }, async () => {
  say(`FERMATA_SOAK_SEED=${seed} FERMATA_SOAK_MINUTES=${minutes}`)
  const dice = diceOf(seed)
  app = await SoakedApp.open()
  const model = await undisturbedModel(app.folders.root)
  const begunAt = performance.now()
  const isOver = (share: number) => performance.now() > begunAt + minutes * share * 60_000
  for (const profileId of app.profileIds) await app.settle(profileId)
  await actUntil(() => isOver(0.5), dice, { endsApp: true })
  say('From here on app and log service live on')
  const samples = new Samples()
  const soaked = app
  const each = () => takeSample(samples, soaked)
  await actUntil(() => isOver(1) && samples.areEnough, dice, { endsApp: false, each })
  await endRuns(app)
  await expectLastLine(app)
  await expectNothingHeld(app)
  const growths = samples.growths()
  sayGrowths(growths)
  await expectNothingLost(app, model)
  expect(growths.filter(({ isFlat }) => !isFlat)).toEqual([])
})
