import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectRoot } from './lib/paths.mjs'

const IMPORTS = 'no-restricted-imports'

/** Each breaks one rule; the path says where it stands. */
const VIOLATIONS = [
  ['src/shared/uses-electron.ts', "export type { App } from 'electron'", IMPORTS],
  ['src/shared/uses-node.ts', "import { join } from 'node:path'\nexport const path = join('a', 'b')", IMPORTS],
  ['src/shared/uses-react.ts', "export { useState } from 'react'", IMPORTS],
  ['src/shared/uses-main.ts', "export { thing } from '../main/thing.ts'", IMPORTS],
  ['src/shared/deep/uses-runs.ts', "export { thing } from '../../runs/thing.ts'", IMPORTS],
  ['src/runs/uses-electron.ts', "export { app } from 'electron'", IMPORTS],
  ['src/runs/trainer/uses-main.ts', "export { thing } from '../../main/thing.ts'", IMPORTS],
  ['src/runs/uses-renderer.ts', "export { thing } from '../renderer/src/thing.ts'", IMPORTS],
  ['src/platform/uses-electron.ts', "export { app } from 'electron'", IMPORTS],
  ['src/platform/uses-main.ts', "export { thing } from '../main/thing.ts'", IMPORTS],
  ['src/platform/uses-library.ts', "export { watch } from 'chokidar'", IMPORTS],
  ['src/main/uses-runs.ts', "export { thing } from '../runs/thing.ts'", IMPORTS],
  ['src/main/uses-renderer.ts', "export { thing } from '../renderer/src/thing.ts'", IMPORTS],
  ['src/main/uses-library.ts', "export { useState } from 'react'", IMPORTS],
  ['src/main/uses-ipc-main.ts', "export { ipcMain } from 'electron'", IMPORTS],
  ['src/main/uses-log-service.ts', "export { thing } from '../log-service/thing.ts'", IMPORTS],
  ['src/log-files/uses-electron.ts', "export { app } from 'electron'", IMPORTS],
  ['src/log-files/uses-log-service.ts', "export { thing } from '../log-service/thing.ts'", IMPORTS],
  ['src/log-service/uses-electron.ts', "export { app } from 'electron'", IMPORTS],
  ['src/log-service/uses-main.ts', "export { thing } from '../main/thing.ts'", IMPORTS],
  ['src/runs/uses-log.ts', "export { thing } from '../log-files/thing.ts'", IMPORTS],
  ['src/preload/uses-node.ts', "export { join } from 'node:path'", IMPORTS],
  ['src/preload/uses-main.ts', "export { thing } from '../main/thing.ts'", IMPORTS],
  ['src/renderer/src/uses-electron.ts', "export { ipcRenderer } from 'electron'", IMPORTS],
  ['src/renderer/src/uses-node.ts', "export { join } from 'node:path'", IMPORTS],
  ['src/renderer/src/uses-main.ts', "export { thing } from '../../main/thing.ts'", IMPORTS],
  ['src/renderer/src/components/uses-platform.ts', "export { thing } from '../../../platform/thing.ts'", IMPORTS],
  ['e2e/uses-src.ts', "export { thing } from '../src/shared/thing.ts'", IMPORTS],
  ['src/shared/default-export.ts', 'export default 1', 'no-default-export'],
  ['src/shared/any.ts', 'export const value: any = 1', 'no-explicit-any'],
  ['src/shared/five.ts', 'export const f = (a: 1, b: 1, c: 1, d: 1, e: 1) => a + b + c + d + e', 'max-params'],
  ['src/shared/long.ts', 'void 0\n'.repeat(301), 'max-lines'],
  ['src/shared/long.test.ts', 'void 0\n'.repeat(401), 'max-lines'],
  ['src/main/floating.ts', 'Promise.resolve(1)', 'no-floating-promises'],
  ['src/main/misused.ts', '[1].forEach(async (n) => { await Promise.resolve(n) })', 'no-misused-promises'],
  ['src/main/await.ts', 'export const one = await 1', 'await-thenable'],
  [
    'src/main/switch.ts',
    "export const f = (x: 'a' | 'b') => {\n  switch (x) {\n    case 'a':\n      return 1\n  }\n}",
    'switch-exhaustiveness-check',
  ],
]

const ALLOWED = [
  ['src/main/ipc-main.ts', "export { ipcMain } from 'electron'"],
  [
    'src/main/fine.ts',
    "export { app } from 'electron'\nexport { watch } from 'chokidar'\nexport { x } from '../shared/x.ts'",
  ],
  ['src/runs/fine.ts', "export { join } from 'node:path'\nexport { parse } from 'csv-parse/sync'"],
  ['src/runs/trainer/fine.ts', "export { x } from '../../platform/x.ts'\nexport { y } from '../pause-gate.ts'"],
  [
    'src/renderer/src/fine.ts',
    "import './styles.css'\nexport { useState } from 'react'\nexport { create } from 'zustand'",
  ],
  ['src/renderer/src/components/fine.ts', "export { x } from '../../../shared/x.ts'\nexport { y } from '../y.ts'"],
  ['src/preload/fine.ts', "export { contextBridge } from 'electron'\nexport { x } from '../shared/x.ts'"],
  ['src/platform/fine.ts', "export { open } from 'node:fs/promises'\nexport { x } from '../shared/x.ts'"],
  ['src/log-files/fine.ts', "export { open } from 'node:fs/promises'\nexport { x } from '../platform/x.ts'"],
  ['src/log-service/fine.ts', "export { Worker } from 'node:worker_threads'\nexport { x } from '../log-files/x.ts'"],
  ['src/shared/fine.test.ts', "export { expect } from 'vitest'\nexport { join } from 'node:path'"],
  ['vite.config.ts', 'export default 1'],
]

let folder
let found

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fermata-lint-'))
  copyFileSync(join(projectRoot, '.oxlintrc.json'), join(folder, '.oxlintrc.json'))
  writeFileSync(
    join(folder, 'tsconfig.json'),
    '{ "compilerOptions": { "strict": true, "target": "es2022", "module": "esnext" } }',
  )
  for (const [path, text] of [...VIOLATIONS, ...ALLOWED]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), `${text}\n`)
  }
  const oxlint = join(projectRoot, 'node_modules', 'oxlint', 'bin', 'oxlint')
  const { stdout } = spawnSync(process.execPath, [oxlint, '--type-aware', '-f', 'json'], {
    cwd: folder,
    encoding: 'utf8',
  })
  found = JSON.parse(stdout).diagnostics.map(({ filename, code }) => ({ file: filename.replaceAll('\\', '/'), code }))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.each(VIOLATIONS)('%s is refused', (path, _text, rule) => {
  expect(found).toContainEqual({ file: path, code: expect.stringContaining(rule) })
})

test.each(ALLOWED)('%s is allowed', (path) => {
  expect(found.filter(({ file }) => file === path)).toEqual([])
})
