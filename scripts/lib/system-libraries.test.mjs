import { expect, test } from 'vitest'
import { debianPackages, notFound } from './system-libraries.mjs'

test('names the packages as the system names them', () => {
  expect(debianPackages('ID=debian\nVERSION_ID="12"\n', true)).toEqual([
    'libasound2',
    'libgbm1',
    'libgtk-3-0',
    'libnotify4',
    'libnss3',
    'libx11-xcb1',
    'xvfb',
  ])
  expect(debianPackages('ID=debian\nVERSION_ID="13"\n', false)).toContain('libasound2t64')
  expect(debianPackages('ID=ubuntu\nID_LIKE=debian\nVERSION_ID="22.04"\n', false)).toContain('libasound2')
  expect(debianPackages('ID=ubuntu\nID_LIKE=debian\nVERSION_ID="24.04"\n', false)).toContain('libgtk-3-0t64')
  expect(debianPackages('ID=fedora\nVERSION_ID=41\n', false)).toBeUndefined()
})

test('reads the missing libraries out of what ldd prints', () => {
  const output = '\tlibnss3.so => not found\n\tlibc.so.6 => /lib/libc.so.6 (0x1)\n\tlibgbm.so.1 => not found\n'
  expect(notFound(output)).toEqual(['libnss3.so', 'libgbm.so.1'])
})
