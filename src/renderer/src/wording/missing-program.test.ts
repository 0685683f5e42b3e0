import { expect, test } from 'vitest'
import type { ProgramSearch } from '../../../shared/program-search'
import { missingProgramNotice } from './missing-program'

const search: ProgramSearch = {
  program: 'python3.13',
  path: null,
  folders: Array.from({ length: 9 }, (_, at) => ({ path: `/bin${at}`, isThere: true })),
  instead: { program: 'python3', path: '/usr/bin/python3', version: '3.11.2' },
}
const told = (found: ProgramSearch | null) => {
  const { title, text, rows } = missingProgramNotice('python3.13', found)
  return {
    title,
    text: text
      .flat()
      .map((part) => (typeof part === 'string' ? part : part.code))
      .join('')
      .replaceAll('\u00a0', ' '),
    buttons: rows.map(({ button }) => button),
  }
}

test('a program that isn’t found is told with where was looked and what to do', () => {
  expect(told(search)).toEqual({
    title: 'Can’t find the program “python3.13”',
    text: 'Looked in the 9 folders of the PATH. Nothing was started and nothing has changed.',
    buttons: ['Use python3', 'Choose program…', 'Show PATH'],
  })
  expect(told({ ...search, folders: [], instead: null })).toMatchObject({
    text: 'Nothing was started and nothing has changed.',
    buttons: ['Choose program…'],
  })
  expect(told(null).buttons).toEqual([])
})

test('what is there instead is told with its version, where that is known', () => {
  const [row] = missingProgramNotice('python3.13', search).rows
  expect(row?.text).toEqual([{ code: '/usr/bin/python3' }, ', version 3.11.2'])
  const unknown = { ...search, instead: { program: 'train', path: '/usr/bin/train', version: null } }
  expect(missingProgramNotice('python3.13', unknown).rows[0]?.text).toEqual([{ code: '/usr/bin/train' }])
})

test('a program that is there now is no longer said to be missing', () => {
  expect(told({ ...search, path: '/usr/bin/python3' })).toEqual({
    title: '“python3.13” was not found',
    text: 'The next start uses /usr/bin/python3. Nothing was started so far.',
    buttons: [],
  })
})
