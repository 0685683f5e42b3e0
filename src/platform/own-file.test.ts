import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { cutFile, toAppend } from './own-file'

function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fermata-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('a file that is open for appending is cut, and what follows stands at its new end', () => {
  const path = join(testFolder(), 'journal')
  const descriptor = openSync(path, toAppend)
  writeFileSync(descriptor, 'first second')
  cutFile(path, 5)
  writeFileSync(descriptor, ' third')
  closeSync(descriptor)
  expect(readFileSync(path, 'utf8')).toBe('first third')
})

test.skipIf(process.platform === 'win32')('a file behind a link is not cut', () => {
  const folder = testFolder()
  const [target, link] = [join(folder, 'target'), join(folder, 'link')]
  writeFileSync(target, 'mine')
  symlinkSync(target, link)
  expect(() => cutFile(link, 0)).toThrow(/ELOOP/)
  expect(readFileSync(target, 'utf8')).toBe('mine')
})
