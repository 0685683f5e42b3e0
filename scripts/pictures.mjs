// Takes the pictures of docs/images in the real app, over a real training, on a virtual display if there is none.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { animatedPng } from './lib/animated-png.mjs'
import { ensureBuild } from './lib/build.mjs'
import { Stage, tell, withApp } from './lib/demo-stage.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { withDisplay } from './lib/display.mjs'
import { runScript } from './lib/messages.mjs'
import { projectRoot } from './lib/paths.mjs'
import { ensureRuntime } from './lib/runtime.mjs'
import { ensureSystemLibraries } from './lib/system-libraries.mjs'

const pictures = join(projectRoot, 'docs', 'images')
/** How long a training is left alone, so that its charts have something to show. */
const workMs = 12_000
/** Frames of the animation before and after the pause, and how long each is shown. */
const framesEach = 4
const frameMs = 600
/** The last frame stays longer: it is what the animation is about. */
const lastFrameMs = 2400

await runScript(async () => {
  await ensureDependencies()
  const executable = await ensureRuntime()
  await ensureSystemLibraries(executable, { xvfb: true })
  await ensureBuild()
  mkdirSync(pictures, { recursive: true })
  await withDisplay(() => withApp(executable, take))
  tell(`pictures are in ${pictures}`)
})

async function take(page, root, app) {
  const stage = new Stage(page, root, pictures)
  const show = (tab) => page.getByRole('tab', { name: tab }).click()
  await stage.press('Start the sample training')
  await stage.until('Running')
  await delay(workMs)
  await stage.press('Pause')
  await stage.until('Paused')
  await stage.picture('paused-dark')
  await show(/^Logs/)
  await page.getByText('PAUSE DETECTED').first().waitFor()
  await stage.picture('log-dark')
  await show('Automation')
  await page.getByRole('tabpanel', { name: 'Automation' }).waitFor()
  await stage.picture('automation-dark')
  await page.getByRole('link', { name: 'History' }).click()
  await page.getByRole('table', { name: 'Past runs' }).waitFor()
  await stage.picture('history-dark')

  await page
    .getByRole('navigation', { name: 'Runs' })
    .getByRole('link', { name: /^Training/ })
    .click()
  await show('Overview')
  await stage.press('Resume')
  await stage.until('Running')
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(960, 640))
  await page.waitForFunction(() => window.innerWidth === 960)
  writeFileSync(join(pictures, 'pause.png'), animatedPng(await filmPause(stage)))
  await stage.press('Stop')
  await stage.until('Stopped')
}

/** A training at work, then paused by its file as a terminal would make it. */
async function filmPause(stage) {
  const frames = []
  const film = async (ms) => {
    frames.push({ png: await stage.page.screenshot(), ms })
    await delay(ms)
  }
  for (let count = 0; count < framesEach; count += 1) await film(frameMs)
  writeFileSync(join(stage.root, 'workspace', 'pause.txt'), '')
  await stage.until('Paused')
  for (let count = 1; count < framesEach; count += 1) await film(frameMs)
  frames.push({ png: await stage.page.screenshot(), ms: lastFrameMs })
  return frames
}
