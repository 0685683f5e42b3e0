import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from './lib/paths.mjs'

test.runIf(process.platform === 'linux')('without a display it says so in one line and names the demo', () => {
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...env } = process.env
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(projectRoot, 'scripts', 'start.mjs')], {
    env,
    encoding: 'utf8',
  })
  expect(status).toBe(1)
  expect(stdout).toBe('')
  expect(stderr).toMatch(/^[^\n]*no display[^\n]*npm run demo[^\n]*\n$/)
})
