import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect } from '@playwright/test'
import type { Fermata } from './fermata'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe-core finds on the screen as it is now, one line each. */
export async function findings(fermata: Fermata): Promise<string[]> {
  // The page's policy refuses added scripts, so axe is brought in through the debugger, as Playwright's evaluate is.
  await fermata.page.evaluate(axeSource)
  return fermata.page.evaluate(async () => {
    const axe = (
      window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
    ).axe
    // What is just arriving is half transparent still.
    const arriving = document.getAnimations().filter((one) => Number(one.effect?.getComputedTiming().endTime) < 1000)
    await Promise.allSettled(arriving.map(({ finished }) => finished))
    const { violations } = await axe.run()
    return violations.flatMap((violation) =>
      violation.nodes.map((node) => `${violation.id}: ${node.html.slice(0, 160)}`),
    )
  })
}

/** How much of the top bar's end is kept for the system's buttons. */
function titleBarEnd(fermata: Fermata): Promise<number> {
  return fermata.page.locator('.topbar').evaluate((bar) => Number.parseFloat(getComputedStyle(bar).paddingRight))
}

/** Looks at a screen in two sizes of the window: a picture, nothing cut off, nothing that axe-core finds. */
export function lookerAt(fermata: Fermata, scheme: 'light' | 'dark') {
  return async (name: string) => {
    for (const [width, height] of [
      [1280, 800],
      [960, 640],
    ] as const) {
      await fermata.app.evaluate(
        ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(...size),
        [width, height] as [number, number],
      )
      await expect.poll(() => fermata.page.evaluate(() => window.innerWidth)).toBe(width)
      // The system's buttons come to their new place a moment later.
      await expect.poll(() => titleBarEnd(fermata)).toBeLessThan(200)
      await fermata.page.screenshot({ path: `out/e2e/looks/${name}-${width}x${height}-${scheme}.png` })
      expect(await fermata.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      expect(await findings(fermata), `${name} ${width}x${height}`).toEqual([])
    }
  }
}

/** Looks at a screen in both themes, one after the other. */
export function lookerInBoth(fermata: Fermata) {
  return async (name: string) => {
    for (const scheme of ['light', 'dark'] as const) {
      await fermata.page.emulateMedia({ colorScheme: scheme })
      await lookerAt(fermata, scheme)(name)
    }
  }
}
