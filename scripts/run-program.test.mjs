import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from './lib/paths.mjs'

test.each([[], ['../main/index'], ['/etc/passwd']])(
  'a name that is no run program (%s) is refused in one line',
  (...args) => {
    const { status, stderr } = spawnSync(process.execPath, [join(projectRoot, 'scripts', 'run-program.mjs'), ...args], {
      encoding: 'utf8',
    })
    expect(status).toBe(1)
    expect(stderr).toMatch(/^fermata: usage: [^\n]*\n$/)
  },
)
