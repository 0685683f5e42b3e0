import type { ProgramSearch } from '../../../shared/program-search'
import { counted } from '../../../shared/wording'
import { base, type NoticeRow, type NoticeView, row } from './notice-parts'

const unchanged = 'Nothing was started and nothing has changed.'

/** That a program wasn't found, and the ways to one that is there; `search` is null where nothing more is known. */
export function missingProgramNotice(program: string, search: ProgramSearch | null): NoticeView {
  const notice = base('notSpawned', 'failed', `Can’t find the program “${program}”`)
  if (!search) return { ...notice, text: [[unchanged]] }
  if (search.path !== null)
    return {
      ...base('notSpawned', 'quiet', `“${program}” was not found`),
      text: [['The next start uses ', { code: search.path }, '. Nothing was started so far.']],
    }
  const { folders } = search
  const where = folders.length > 0 ? `Looked in the ${counted(folders.length, 'folder')} of the PATH. ` : ''
  return { ...notice, text: [[`${where}${unchanged}`]], rows: rowsFor(search) }
}

function rowsFor({ folders, instead }: ProgramSearch): readonly NoticeRow[] {
  const rows: NoticeRow[] = []
  if (instead) {
    const version = instead.version === null ? [] : [`, version ${instead.version}`]
    rows.push(row('Found instead', [{ code: instead.path }, ...version], `Use ${instead.program}`, 'useInstead'))
  }
  rows.push(
    row('Installed somewhere else?', ['For example in a virtual environment.'], 'Choose program…', 'chooseProgram'),
  )
  const hint = 'Programs started from the desktop can have a shorter PATH than your terminal.'
  if (folders.length > 0) rows.push(row('Which folders?', [hint], 'Show PATH', 'showPath'))
  return rows
}
