import { setTimeout as sleep } from 'node:timers/promises'
import { cpuMsOf, familyOf, roleOf } from './processes'
import type { SoakedApp } from './soaked-app'

const limitMs = 5000
const stretchMs = 2000

/** What window, page and processes do, for a failure that says only what didn't come. */
export async function diagnosisOf(soaked: SoakedApp): Promise<string> {
  const window = answerOf(
    soaked.inMain(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((one) => ({
        isVisible: one.isVisible(),
        isMinimized: one.isMinimized(),
        bounds: one.getBounds(),
      })),
    ),
  )
  const page = answerOf(
    soaked.page.evaluate(async (forMs) => {
      let frames = 0
      const count = (): void => {
        frames += 1
        requestAnimationFrame(count)
      }
      requestAnimationFrame(count)
      await new Promise((resolve) => setTimeout(resolve, forMs))
      return { visibility: document.visibilityState, frames, forMs }
    }, stretchMs),
  )
  const before = new Map(familyOf(soaked.pid).map((pid) => [pid, cpuMsOf(pid)]))
  await sleep(stretchMs)
  const busy = [...before].map(([pid, ms]) => `${roleOf(pid)} (${pid}) ${cpuMsOf(pid) - ms} ms`)
  return `windows ${await window}; page ${await page}; CPU in ${stretchMs} ms: ${busy.join(', ')}`
}

function answerOf(question: Promise<unknown>): Promise<string> {
  const answer = question.then(
    (value) => JSON.stringify(value),
    (error: unknown) => String(error),
  )
  return Promise.race([answer, sleep(limitMs, `gave no answer in ${limitMs} ms`)])
}
