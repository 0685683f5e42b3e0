import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
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

  test('when it fails the old file is as it was and nothing is left', () => {
    const inside = folder()
    mkdirSync(join(inside, 'a.json'))
    writeFileSync(join(inside, 'a.json', 'child'), '')
    expect(() => writeFileDurably(join(inside, 'a.json'), 'new')).toThrow(/EISDIR|ENOTEMPTY|EPERM|EEXIST/)
    expect(readdirSync(inside)).toEqual(['a.json'])
    expect(readdirSync(join(inside, 'a.json'))).toEqual(['child'])
  })
})
