import { readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { logActions } from './log-actions'
import { testFolder } from './support/folders'

/** What can be done with a log of two lines; `trimmed` is what is written down of its missing beginning. */
function actionsOn(trimmed: string | null) {
  const folder = testFolder()
  const [log, copy] = [join(folder, 'output.log'), join(folder, 'copy.log')]
  writeFileSync(log, trimmed ? '\0\0\0\0two\n' : 'one\ntwo\n')
  if (trimmed) writeFileSync(join(folder, 'trimmed.json'), trimmed)
  // Someone else's, in a folder where others can write.
  writeFileSync(join(folder, 'victim'), 'mine')
  symlinkSync('victim', copy)
  const opened: string[] = []
  const actions = logActions(async () => ({ profileId: 'training', runId: 'run', log, notes: '' }), {
    copyText: () => undefined,
    showInFolder: () => undefined,
    openLog: async (path) => {
      opened.push(path)
      return ''
    },
    askWhereToSave: async (_title, suggestion) => (suggestion === 'run.log' ? copy : null),
    tellProblem: (title, text) => expect.fail(`${title}: ${text}`),
  })
  return { actions, copy, folder, log, opened }
}

const logs = [
  ['a whole log', null, 'one\ntwo\n'],
  ['what is left of a log that lost its beginning', '{"bytes":4,"lines":1}', 'two\n'],
] as const

test.each(logs)('%s is saved, through no link', async (_, trimmed, saved) => {
  const { actions, copy, folder } = actionsOn(trimmed)
  expect(await actions['log:save']('training', null)).toEqual({ ok: true })
  expect(readFileSync(copy, 'utf8')).toBe(saved)
  expect(readFileSync(join(folder, 'victim'), 'utf8')).toBe('mine')
})

test.each(logs)('%s is opened in the editor, without zeros', async (_, trimmed, shown) => {
  const { actions, log, opened } = actionsOn(trimmed)
  for (const time of [1, 2]) {
    expect(await actions['log:openInEditor']('training', null)).toEqual({ ok: true })
    expect(opened).toHaveLength(time)
    expect(readFileSync(opened[0] ?? '', 'utf8')).toBe(shown)
  }
  // A run may be writing into the log: the copy is another file.
  expect(opened[0] === log).toBe(trimmed === null)
})
