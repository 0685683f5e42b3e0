import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const project = resolve(import.meta.dirname, '../..')
const page = readFileSync(join(project, 'docs/security.md'), 'utf8')
const rows = page.split('\n').filter((line) => line.startsWith('| ') && line.includes(' › '))

test('each item of Electron’s checklist has a row, in order', () => {
  const numbers = rows.flatMap((row) => /^\| (\d+) \|/.exec(row)?.[1] ?? [])
  expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => String(index + 1)))
})

test.each(rows.map((row) => [row.split('|').at(-2)?.trim() ?? '']))(
  'docs/security.md names a test that is there: %s',
  (named) => {
    const [, file, title] = /^`([^`]+)` › (.+)$/.exec(named) ?? []
    const text = readFileSync(join(project, file ?? ''), 'utf8')
    // A title stands in quotation marks, in each kind of test.
    expect([`'${title}'`, `"${title}"`].some((quoted) => text.includes(quoted))).toBe(true)
  },
)

test('no address is given to another program', () => {
  const folders = ['src/main', 'src/preload', 'src/renderer', 'src/log-service', 'src/shared', 'src/platform']
  const files = folders.flatMap((folder) =>
    readdirSync(join(project, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      join(project, folder, name),
    ),
  )
  const sources = files.filter((path) => /\.tsx?$/.test(path) && !path.includes('.test.'))
  expect(sources.length).toBeGreaterThan(200)
  expect(sources.filter((path) => /openExternal|<webview/.test(readFileSync(path, 'utf8')))).toEqual([])
})
