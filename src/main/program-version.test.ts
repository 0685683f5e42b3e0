import { execFileSync } from 'node:child_process'
import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { versionOf } from './program-version'
import { testFolder } from './support/folders'

/** Files that do nothing but say that they were run. */
function madeOf(...files: readonly (readonly [path: string, text?: string])[]) {
  const folder = realpathSync(testFolder())
  const wasRun = join(folder, 'was-run')
  for (const [path, text = `#!/bin/sh\ntouch '${wasRun}'\n`] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text, { mode: 0o755 })
  }
  return { folder, wasRun }
}

const nodeHeader = ['MAJOR 20', 'MINOR 18', 'PATCH 3']
  .map((part) => `#define NODE_${part.replace(' ', '_VERSION ')}\n`)
  .join('')

test.each<[string, string | null, readonly (readonly [string, string?])[]]>([
  ['bin/python3.11', '3.11.2', [['include/python3.11/patchlevel.h', '#define PY_VERSION      "3.11.2"\n']]],
  ['bin/python3.15', '3.15.0a2', [['include/python3.15/patchlevel.h', '#define PY_VERSION "3.15.0a2"\n']]],
  ['bin/python3.11', '3.11', [['include/python3.12/patchlevel.h', '#define PY_VERSION "3.12.1"\n']]],
  ['versions/3.9.18/bin/python3.9', '3.9.18', []],
  ['bin/python3', null, []],
  ['venv/bin/python', '3.12.4', [['venv/pyvenv.cfg', 'home = /usr/bin\nversion = 3.12.4\n']]],
  ['venv/bin/python', '3.13.0', [['venv/pyvenv.cfg', 'virtualenv = 20.24.5\nversion_info = 3.13.0.final.0\n']]],
  ['venv/bin/python', null, [['venv/pyvenv.cfg', 'version = <b>3.12.4</b>\n']]],
  ['bin/node', '20.18.3', [['include/node/node_version.h', nodeHeader]]],
  ['versions/node/v22.1.0/bin/node', '22.1.0', []],
  ['bin/node', null, []],
  ['versions/1.2.3/bin/cargo', null, []],
])('%s is version %s', (program, version, files) => {
  const { folder } = madeOf([program], ...files)
  expect(versionOf(join(folder, program))).toBe(version)
})

test('a link leads to the files of what it means', () => {
  const { folder } = madeOf(['lib/python3.11/bin/python3.11'])
  symlinkSync(join(folder, 'lib/python3.11/bin/python3.11'), join(folder, 'python3'))
  expect(versionOf(join(folder, 'python3'))).toBe('3.11')
})

test('nothing is run, and a pipe under a file’s name holds nothing up', () => {
  const { folder, wasRun } = madeOf(['venv/bin/python'])
  execFileSync('mkfifo', [join(folder, 'venv/pyvenv.cfg')])
  expect(versionOf(join(folder, 'venv/bin/python'))).toBeNull()
  expect(() => realpathSync(wasRun)).toThrow('ENOENT')
})

test('a real virtual environment is the version that its program says', () => {
  const environment = join(testFolder(), 'venv')
  execFileSync('python3', ['-m', 'venv', '--without-pip', environment])
  const python = join(environment, 'bin', 'python')
  expect(`Python ${versionOf(python)}`).toBe(execFileSync(python, ['--version'], { encoding: 'utf8' }).trim())
})
