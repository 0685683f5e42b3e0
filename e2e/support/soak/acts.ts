import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Dice } from './dice'
import type { SoakedApp } from './soaked-app'
import { until } from './until'

/** Something that is done to the app or to one of its runs. */
export interface Act {
  readonly name: string
  /** Ends a process that memory is being watched of. */
  readonly endsApp: boolean
  do(app: SoakedApp, dice: Dice): Promise<void>
}

/** A log service that dies more often than three times a minute isn't started again. */
const serviceRestMs = 25_000
/** So long a run may save that was asked to stop. */
const patienceMs = 60_000
let serviceKilledAt = Number.NEGATIVE_INFINITY

const pause = (app: SoakedApp, profileId: string) =>
  app.page.evaluate((id) => window.fermata.requestPause(id, null), profileId)
const resume = (app: SoakedApp, profileId: string) =>
  app.page.evaluate((id) => window.fermata.requestResume(id), profileId)

async function holdAndSettle(app: SoakedApp, dice: Dice, profileId: string): Promise<void> {
  const pauseFile = app.pauseFileOf(profileId)
  if (dice.chance(0.5)) await pause(app, profileId)
  else writeFileSync(pauseFile, '')
  // The training may have ended just before it was asked; settling starts the next one, which the hold then meets.
  const view = await app.settle(profileId)
  if (view.state.kind !== 'paused') throw new Error(`${profileId} was asked to pause and is ${view.state.kind}`)
}

async function letGoAndSettle(app: SoakedApp, dice: Dice, profileId: string): Promise<void> {
  const pauseFile = app.pauseFileOf(profileId)
  if (dice.chance(0.5)) await resume(app, profileId)
  else rmSync(pauseFile, { force: true })
  await until(`${pauseFile} to be gone`, () => !existsSync(pauseFile))
  await app.settle(profileId)
}

async function pauseForAWhile(app: SoakedApp, dice: Dice): Promise<void> {
  const profileId = dice.one(app.profileIds)
  await holdAndSettle(app, dice, profileId)
  await sleep(dice.between(0, 3000))
  await letGoAndSettle(app, dice, profileId)
}

/** A file that comes and goes faster than anyone reads. */
async function toggleQuickly(app: SoakedApp, dice: Dice): Promise<void> {
  const profileId = dice.one(app.profileIds)
  const pauseFile = app.pauseFileOf(profileId)
  for (let times = Math.ceil(dice.between(2, 30)); times > 0; times -= 1) {
    if (existsSync(pauseFile)) rmSync(pauseFile, { force: true })
    else writeFileSync(pauseFile, '')
    await sleep(dice.between(1, 60))
  }
  await app.settle(profileId)
  await letGoAndSettle(app, dice, profileId)
}

async function killRun(app: SoakedApp, dice: Dice): Promise<void> {
  const { profileId, pid, runId } = await app.settle(dice.one(app.profileIds))
  try {
    if (pid !== null && pid > 1) process.kill(-pid, 'SIGKILL')
  } catch {
    // The training ended by itself just now.
  }
  await until(`the end of ${runId}`, async () => (await app.view(profileId)).state.kind === 'ended')
  await app.settle(profileId)
}

async function stopRun(app: SoakedApp, dice: Dice): Promise<void> {
  const { profileId } = await app.settle(dice.one(app.profileIds))
  await app.page.evaluate((id) => window.fermata.stopRun(id), profileId)
  await until(`${profileId} to stop`, async () => (await app.view(profileId)).state.kind === 'ended')
  await app.settle(profileId)
}

async function lookAround(app: SoakedApp, dice: Dice): Promise<void> {
  const { page } = app
  await page.locator(`.run-link[href="#${dice.one(app.profileIds)}"]`).click()
  const tab = dice.one([/^Overview/, /^Logs/, /^Automation/, /^History/])
  await page.getByRole('tab', { name: tab }).click()
  await sleep(dice.between(500, 3000))
  await page.keyboard.press(dice.one(['Home', 'End', 'PageUp']))
}

/** The log of the flood in sight; its service, new or not, shows lines that are there. */
async function lookAtFlood({ page, flood }: SoakedApp): Promise<void> {
  await page.locator(`.run-link[href="#${flood.id}"]`).click()
  await page.getByRole('tab', { name: /^Logs/ }).click()
  await page.getByRole('list', { name: 'Log of Flood' }).press('End')
  await page.locator('.log-line').last().waitFor()
}

/** The log service's process; null before a log was shown. */
function servicePid(soaked: SoakedApp): Promise<number | null> {
  return soaked.inMain(({ app }) => app.getAppMetrics().find(({ name }) => name === 'Fermata log service')?.pid ?? null)
}

async function killService(app: SoakedApp): Promise<void> {
  await lookAtFlood(app)
  await sleep(Math.max(0, serviceKilledAt + serviceRestMs - performance.now()))
  const killed = await until('a log service', () => servicePid(app))
  serviceKilledAt = performance.now()
  process.kill(killed, 'SIGKILL')
  await until('another log service', async () => {
    const pid = await servicePid(app)
    return pid !== null && pid !== killed
  })
  await lookAtFlood(app)
}

/** The app dies in the midst of something that it was asked for. */
async function killApp(app: SoakedApp, dice: Dice): Promise<void> {
  const profileId = dice.one(app.profileIds)
  const wish = dice.one([
    () => pause(app, profileId),
    () => resume(app, profileId),
    () => app.page.evaluate((id) => window.fermata.stopRun(id), profileId),
    () => Promise.resolve(writeFileSync(app.pauseFileOf(profileId), '')),
    () => Promise.resolve(),
  ])
  // Its answer may die with it.
  void wish().catch(() => undefined)
  await sleep(dice.between(0, 300))
  await app.killAndReopen(dice.chance(0.8) ? 'SIGKILL' : 'SIGTERM')
  await endHalfStopped(app, profileId)
  for (const id of app.profileIds) await app.settle(id)
  for (const id of app.profileIds) await letGoAndSettle(app, dice, id)
}

/**
 * An app that dies between writing down that it asks a run to stop and asking it never asks again: asked twice, a run
 * leaves without saving. What is left to its person then is to kill it.
 */
async function endHalfStopped(app: SoakedApp, profileId: string): Promise<void> {
  const isStopping = async () => (await app.view(profileId)).state.kind === 'stopping'
  const ends = until(`${profileId} to end`, async () => !(await isStopping()), patienceMs)
  await ends.catch(() => app.page.evaluate((id) => window.fermata.forceStopRun(id), profileId))
}

/** What is paused stays so while nobody is there, with the same process. */
async function killAppOverPause(app: SoakedApp, dice: Dice): Promise<void> {
  const profileId = dice.one(app.profileIds)
  await holdAndSettle(app, dice, profileId)
  const { pid } = await app.view(profileId)
  await app.killAndReopen('SIGKILL')
  const after = await app.settle(profileId)
  if (after.state.kind !== 'paused' || after.pid !== pid)
    throw new Error(`${profileId}, paused as ${pid}, is ${after.state.kind} as ${after.pid} after a kill of the app`)
  await letGoAndSettle(app, dice, profileId)
}

const act = (name: string, doIt: Act['do'], endsApp = false): Act => ({ name, endsApp, do: doIt })

/** All of them; what comes twice happens more often. */
export const acts: readonly Act[] = [
  act('pause', pauseForAWhile),
  act('pause', pauseForAWhile),
  act('quick toggles', toggleQuickly),
  act('kill of a run', killRun),
  act('stop of a run', stopRun),
  act('look around', lookAround),
  act('look at the flood', lookAtFlood),
  act('kill of the log service', killService, true),
  act('kill of the app', killApp, true),
  act('kill of the app over a pause', killAppOverPause, true),
]
