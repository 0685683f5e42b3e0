import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pauseCommand, resumeCommand } from './pause-file'

const awkward = [
  'plain',
  'with space',
  "it's",
  '$HOME',
  '`id`',
  '$(touch x)',
  '"quoted"',
  '-rf',
  '*',
  'new\nline',
  'ünï',
]

test.skipIf(process.platform === 'win32').each(awkward)('bash makes and deletes exactly the file in %s', (name) => {
  const root = mkdtempSync(join(tmpdir(), 'fermata-'))
  try {
    const folder = join(root, name)
    mkdirSync(folder)
    const file = join(folder, 'pause.txt')
    execFileSync('bash', ['-c', pauseCommand('bash', file)], { cwd: root })
    expect(existsSync(file)).toBe(true)
    execFileSync('bash', ['-c', resumeCommand('bash', file)], { cwd: root })
    expect(readdirSync(folder)).toEqual([])
    expect(readdirSync(root)).toEqual([name])
  } finally {
    rmSync(root, { recursive: true })
  }
})

test('PowerShell and cmd get their own quotes', () => {
  expect(pauseCommand('PowerShell', "C:\\it's [1]\\pause.txt")).toBe("New-Item 'C:\\it''s [1]\\pause.txt'")
  expect(resumeCommand('PowerShell', "C:\\it's [1]\\pause.txt")).toBe(
    "Remove-Item -LiteralPath 'C:\\it''s [1]\\pause.txt'",
  )
  expect(pauseCommand('cmd', 'C:\\100 % sure\\pause.txt')).toBe('type nul > "C:\\100 % sure\\pause.txt"')
  expect(resumeCommand('cmd', 'C:\\100 % sure\\pause.txt')).toBe('del "C:\\100 % sure\\pause.txt"')
})
