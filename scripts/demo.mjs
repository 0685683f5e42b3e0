// Plays the main job in the real app, on a virtual display if there is none, and tells what happens as it happens.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { ensureBuild } from './lib/build.mjs'
import { Stage, tell, withApp } from './lib/demo-stage.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { withDisplay } from './lib/display.mjs'
import { runScript } from './lib/messages.mjs'
import { outDir } from './lib/paths.mjs'
import { ensureRuntime } from './lib/runtime.mjs'
import { ensureSystemLibraries } from './lib/system-libraries.mjs'

const pictures = join(outDir, 'demo')

await runScript(async () => {
  await ensureDependencies()
  const executable = await ensureRuntime()
  await ensureSystemLibraries(executable, { xvfb: true })
  await ensureBuild()
  rmSync(pictures, { recursive: true, force: true })
  mkdirSync(pictures, { recursive: true })
  await withDisplay(() => play(executable))
})

async function play(executable) {
  await withApp(executable, async (page, root) => tellStory(new Stage(page, root, pictures)))
  tell(`pictures are in ${pictures}`)
}

async function tellStory(stage) {
  const pauseFile = join(stage.root, 'workspace', 'pause.txt')
  await stage.press('Start the sample training')
  await stage.until('Running')
  tell('started: the sample training is running')
  await delay(8000) // Something to look at in the charts.
  await stage.picture('1-running')

  await stage.press('Pause')
  await stage.until('Paused')
  tell(`paused by button: the run printed "${stage.lastLine(/PAUSE DETECTED: .*/)}" at ${await stage.items()}`)
  await stage.picture('2-paused-by-button')
  await stage.press('Resume')
  await stage.until('Running')
  tell(`resumed by button: the run printed "${stage.lastLine(/RESUMING: .*/)}"`)
  await delay(5000)

  writeFileSync(pauseFile, '')
  await stage.until('Paused')
  tell(`paused by file: ${pauseFile} was made by hand, the run confirmed at ${await stage.items()}`)
  const before = await stage.items()
  await delay(3000)
  tell(`nothing was trained meanwhile: ${before === (await stage.items()) ? 'yes' : 'NO'}`)
  await stage.picture('3-paused-by-file')
  rmSync(pauseFile)
  await stage.until('Running')
  tell('resumed: the file was deleted by hand')
  await delay(3000)

  await stage.press('Stop')
  await stage.until('Stopped')
  tell(`stopped: the run printed "${stage.lastLine(/Progress saved: .*/)}"`)
  await stage.picture('4-stopped')
  await stage.press('Continue')
  await stage.until('Running')
  tell(`continued: the run printed "${stage.lastLine(/Continuing from item .*/)}"`)
  await stage.page.getByRole('tab', { name: /^Logs/ }).click()
  await delay(1500)
  await stage.picture('5-log')
  await stage.page.getByRole('tab', { name: 'Overview' }).click()

  await stage.finish()
  tell(`finished: the run printed "${stage.lastLine(/Model saved: .*/)}"`)
  await stage.picture('6-finished')
}
