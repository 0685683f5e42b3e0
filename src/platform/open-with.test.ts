import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openWith } from './open-with'

test('a program gets the file as its only argument; one that isn’t there is told', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fermata-editor-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const editor = join(folder, 'an editor')
  const seen = join(folder, 'seen')
  const log = join(folder, 'a log; touch x')
  writeFileSync(editor, `#!/bin/sh\nprintf '%s' "$#:$1" > '${seen}.new' && mv '${seen}.new' '${seen}'\n`)
  chmodSync(editor, 0o755)
  expect(await openWith(editor, log)).toBe('')
  await vi.waitFor(() => expect(existsSync(seen)).toBe(true), { timeout: 10_000 })
  expect(readFileSync(seen, 'utf8')).toBe(`1:${log}`)
  expect(await openWith(join(folder, 'missing'), log)).toContain('ENOENT')
})
