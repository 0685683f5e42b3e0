import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { windowsPath } from './lib/wine.mjs'
import { projectRoot } from './lib/paths.mjs'

function testWine(env) {
  const script = join(projectRoot, 'scripts', 'test-wine.mjs')
  return spawnSync(process.execPath, [script], { env: { ...process.env, ...env }, encoding: 'utf8' })
}

function emptyFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'fermata-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('without Wine it says so in one line', () => {
  const { status, stdout, stderr } = testWine({ PATH: emptyFolder() })
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
  expect(stderr).toMatch(/^fermata: wine is missing: [^\n]+\n$/)
})

test.runIf(process.platform === 'linux')('without the node.exe that was named it says so in one line', () => {
  const folder = emptyFolder()
  writeFileSync(join(folder, 'wine'), '', { mode: 0o755 })
  const node = join(folder, 'node.exe')
  const { status, stdout, stderr } = testWine({ PATH: folder, FERMATA_WINDOWS_NODE: node })
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
  expect(stderr).toBe(`fermata: ${node}, which FERMATA_WINDOWS_NODE names, isn't there\n`)
})

test('Windows programs find the files of this system on drive Z', () => {
  expect(windowsPath('/tmp/a b/c.txt')).toBe(String.raw`Z:\tmp\a b\c.txt`)
})
