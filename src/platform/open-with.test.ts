import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { testFolder } from '../main/support/folders'
import { until } from '../main/support/until'
import { openWith } from './open-with'

test('a program gets the file as its only argument; one that isn’t there is told', async () => {
  const folder = testFolder()
  const [editor, seen, log] = ['an editor', 'seen', 'a log; touch x'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  writeFileSync(editor, `#!/bin/sh\nprintf '%s' "$#:$1" > '${seen}.new' && mv '${seen}.new' '${seen}'\n`)
  chmodSync(editor, 0o755)
  expect(await openWith(editor, log)).toBe('')
  await until(() => existsSync(seen), 'its note')
  expect(readFileSync(seen, 'utf8')).toBe(`1:${log}`)
  expect(await openWith(join(folder, 'missing'), log)).toContain('ENOENT')
})
