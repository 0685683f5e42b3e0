import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const project = resolve(import.meta.dirname, '..')

test('a hundred thousand wrong messages do nothing', () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(project, 'node_modules/@playwright/test/cli.js'), 'test', 'e2e/fuzz.spec.ts'],
    { cwd: project, encoding: 'utf8', env: { ...process.env, FERMATA_FUZZ_MESSAGES: '100000' } },
  )
  expect({ status, stdout, stderr }).toMatchObject({ status: 0 })
})
