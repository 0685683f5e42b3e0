import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { giveBackRoom, roomStepBytes, whyNoRoomBack } from './give-back-room'

const whyNot = await whyNoRoomBack(tmpdir())
beforeEach(({ skip }) => skip(whyNot !== null, `Nothing can be taken out of a file here: ${whyNot}`))

function testFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fermata-room-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'a file; with $(a) "name"')
  writeFileSync(path, Buffer.alloc(4 * roomStepBytes, 'x'))
  return path
}

test('only whole blocks go, and the file keeps its length', async () => {
  const path = testFile()
  expect(await giveBackRoom(path, 3 * roomStepBytes - 1)).toBeNull()
  const bytes = readFileSync(path)
  expect(bytes.length).toBe(4 * roomStepBytes)
  expect(bytes.indexOf('x')).toBe(2 * roomStepBytes)
  expect(bytes.subarray(2 * roomStepBytes).every((byte) => byte === 0x78)).toBe(true)
  expect(statSync(path).blocks * 512).toBeLessThan(3 * roomStepBytes)
  expect(await giveBackRoom(path, roomStepBytes - 1)).toBeNull()
})

test('where it can’t be done, that is said, and nothing is left behind', async () => {
  const folder = join(testFile(), '..')
  expect(await whyNoRoomBack(folder)).toBeNull()
  vi.stubEnv('PATH', folder)
  onTestFinished(() => void vi.unstubAllEnvs())
  expect(await whyNoRoomBack(folder)).toMatch(/^the program \w+ was not found$/)
  expect(readdirSync(folder)).toHaveLength(1)
  vi.unstubAllEnvs()
  expect(await giveBackRoom(join(folder, 'none'), roomStepBytes)).toMatch(/none/)
})
