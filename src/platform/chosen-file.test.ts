import {
  copyFileSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { writeChosenFile } from './chosen-file'

function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fermata-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test.each(['a file', 'nothing'])(
  'a link to %s in the chosen place is replaced, not written through',
  async (target) => {
    const folder = testFolder()
    const [victim, chosen] = [join(folder, 'victim'), join(folder, 'chosen.csv')]
    if (target === 'a file') writeFileSync(victim, 'mine')
    symlinkSync(victim, chosen)
    expect(await writeChosenFile(chosen, (aside) => writeFile(aside, 'new'))).toBeNull()
    expect(lstatSync(chosen).isFile()).toBe(true)
    expect(readFileSync(chosen, 'utf8')).toBe('new')
    expect(readdirSync(folder).sort()).toEqual(target === 'a file' ? ['chosen.csv', 'victim'] : ['chosen.csv'])
    if (target === 'a file') expect(readFileSync(victim, 'utf8')).toBe('mine')
  },
)

test('what can’t be written leaves the file that was there, and says the chosen place', async () => {
  const folder = testFolder()
  const chosen = join(folder, 'chosen.csv')
  writeFileSync(chosen, 'old')
  const problem = await writeChosenFile(chosen, async (aside) => {
    await writeFile(aside, 'half')
    copyFileSync(join(folder, 'missing'), aside)
  })
  expect(problem).toBe(`${chosen}: the folder does not exist (ENOENT)`)
  expect(readFileSync(chosen, 'utf8')).toBe('old')
  mkdirSync(join(folder, 'sub'))
  expect(await writeChosenFile(join(folder, 'sub'), (aside) => writeFile(aside, 'new'))).toMatch(
    /EISDIR|EEXIST|ENOTEMPTY/,
  )
  expect(readdirSync(folder).sort()).toEqual(['chosen.csv', 'sub'])
})
