import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { writeFileDurably } from './durable-file'

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'fermata-test-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

describe('durable file', () => {
  test('replaces a file and leaves nothing beside it', () => {
    const inside = folder()
    writeFileDurably(join(inside, 'a.json'), 'old')
    writeFileDurably(join(inside, 'a.json'), Buffer.from('new'))
    expect(readFileSync(join(inside, 'a.json'), 'utf8')).toBe('new')
    expect(readdirSync(inside)).toEqual(['a.json'])
  })

  test.runIf(process.platform !== 'win32')('gives the rights that were asked for', () => {
    const path = join(folder(), 'secret')
    writeFileDurably(path, '', { mode: 0o600 })
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  test('a link in the place of the file beside it is not written through', () => {
    const inside = folder()
    writeFileSync(join(inside, 'victim'), 'mine')
    symlinkSync('victim', join(inside, `a.json.${process.pid}.new`))
    writeFileDurably(join(inside, 'a.json'), 'new')
    expect(readFileSync(join(inside, 'victim'), 'utf8')).toBe('mine')
    expect(readFileSync(join(inside, 'a.json'), 'utf8')).toBe('new')
  })

  test('when it fails the old file is as it was and nothing is left', () => {
    const inside = folder()
    mkdirSync(join(inside, 'a.json'))
    writeFileSync(join(inside, 'a.json', 'child'), '')
    expect(() => writeFileDurably(join(inside, 'a.json'), 'new')).toThrow(/EISDIR|ENOTEMPTY|EPERM|EEXIST/)
    expect(readdirSync(inside)).toEqual(['a.json'])
    expect(readdirSync(join(inside, 'a.json'))).toEqual(['child'])
  })
})
