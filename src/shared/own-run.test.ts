import { describe, expect, test } from 'vitest'
import { commandOf, joinArguments, splitArguments } from './own-run'

describe('arguments as they are typed', () => {
  test.each([
    ['scripts/train_model.py --pause-file pause.txt', ['scripts/train_model.py', '--pause-file', 'pause.txt']],
    [`"my folder/a.py" --name 'two  words' ""`, ['my folder/a.py', '--name', 'two  words', '']],
    [String.raw`--path C:\data\x "say \"hi\" \\"`, ['--path', String.raw`C:\data\x`, String.raw`say "hi" \ `.trim()]],
    ['  ', []],
    [`-c'print(1)'`, ['-cprint(1)']],
  ])('%s', (text, args) => {
    expect(splitArguments(text)).toEqual(args)
  })

  test('a quote that is never closed is no list', () => {
    expect(splitArguments('train.py "my folder')).toBeNull()
    expect(splitArguments(`it's`)).toBeNull()
  })

  test('what is shown of a list is read back as the same list', () => {
    for (const args of [['a b', '', `it's`, 'say "x"', `both ' and "`, String.raw`back\slash "q\"`, 'plain', '\ttab']])
      expect(splitArguments(joinArguments(args))).toEqual(args)
  })

  test('without a shell each argument is its own; with one the shell gets one text', () => {
    const setup = { program: 'echo', args: ['$HOME', 'a b'], needsShell: false }
    expect(commandOf(setup, 'linux')).toEqual(['echo', '$HOME', 'a b'])
    const shell = { program: 'cat', args: ['*.log | wc -l'], needsShell: true }
    expect(commandOf(shell, 'linux')).toEqual(['/bin/sh', '-c', 'cat *.log | wc -l'])
    expect(commandOf(shell, 'win32').slice(0, 4)).toEqual(['cmd.exe', '/d', '/s', '/c'])
  })
})
