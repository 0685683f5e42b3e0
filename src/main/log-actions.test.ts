import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { logActions } from './log-actions'
import { testFolder } from './support/folders'

test.each([
  ['a whole log', null, 'one\ntwo\n'],
  ['what is left of a log that lost its beginning', '{"bytes":4,"lines":1}', 'two\n'],
])('%s is saved', async (_, trimmed, saved) => {
  const folder = testFolder()
  const [log, copy] = [join(folder, 'output.log'), join(folder, 'copy.log')]
  writeFileSync(log, 'one\ntwo\n')
  if (trimmed) writeFileSync(join(folder, 'trimmed.json'), trimmed)
  const actions = logActions(async () => ({ profileId: 'training', runId: 'run', log, notes: '' }), {
    copyText: () => undefined,
    showInFolder: () => undefined,
    openFile: async () => '',
    askWhereToSave: async (_title, suggestion) => (suggestion === 'run.log' ? copy : null),
    tellProblem: (title, text) => expect.fail(`${title}: ${text}`),
  })
  expect(await actions['log:save']('training', null)).toEqual({ ok: true })
  expect(readFileSync(copy, 'utf8')).toBe(saved)
})
