import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createSavedProgress } from './saved-progress'
import { temporaryFolder } from './support/temporary-folder'
import type { TensorFile } from './tensor-file'

function progress(item: number, length = 4): TensorFile {
  return {
    tensors: { weights: { shape: [length], values: new Float32Array(length).fill(item) } },
    metadata: { item: String(item) },
  }
}

function savedIn(folder: string, items: readonly number[]) {
  const path = join(folder, 'checkpoint')
  const saved = createSavedProgress(path)
  for (const item of items) saved.save(progress(item))
  return { path, saved, current: `${path}.safetensors`, previous: `${path}.previous.safetensors` }
}

function damage(path: string): void {
  const bytes = readFileSync(path)
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
  writeFileSync(path, bytes)
}

describe('saved progress', () => {
  test('nothing saved is nothing loaded', () => {
    expect(createSavedProgress(join(temporaryFolder(), 'checkpoint')).load()).toBeNull()
  })

  test('the newest save is loaded, the one before is kept, and nothing else lies about', () => {
    const folder = temporaryFolder()
    const { saved, current, previous } = savedIn(folder, [1, 2, 3])
    expect(saved.load()).toMatchObject({ metadata: { item: '3' }, warning: null })
    expect(readdirSync(folder).sort()).toEqual(['checkpoint.previous.safetensors', 'checkpoint.safetensors'])
    renameSync(previous, current)
    expect(saved.load()?.metadata.item).toBe('2')
  })

  test('a damaged newest save is said, and the one before is used', () => {
    const { path, current } = savedIn(temporaryFolder(), [1, 2])
    damage(current)
    expect(createSavedProgress(path).load()).toMatchObject({
      metadata: { item: '1' },
      warning: `Can't use the saved progress ${current}: its bytes are damaged; using the one before it`,
    })
  })

  test('a damaged newest save never pushes out the good one, and is kept itself', () => {
    const folder = temporaryFolder()
    const { path, current, previous } = savedIn(folder, [1, 2])
    damage(current)
    const again = createSavedProgress(path)
    again.load()
    again.save(progress(5))
    rmSync(current)
    expect(createSavedProgress(path).load()?.metadata.item).toBe('1')
    expect(readdirSync(folder).filter((name) => name.includes('damaged'))).toHaveLength(1)
    expect(readFileSync(previous).length).toBeGreaterThan(0)
  })

  test('a newest save that is not there is said too', () => {
    const { path, current } = savedIn(temporaryFolder(), [1, 2])
    rmSync(current)
    expect(createSavedProgress(path).load()).toMatchObject({
      metadata: { item: '1' },
      warning: expect.stringContaining('not there'),
    })
  })

  test('two damaged saves are an error that names --fresh, and nothing is deleted', () => {
    const folder = temporaryFolder()
    const { path, current, previous } = savedIn(folder, [1, 2])
    damage(current)
    damage(previous)
    expect(() => createSavedProgress(path).load()).toThrow(/checkpoint\.safetensors: its bytes are damaged.*--fresh/)
    expect(readdirSync(folder)).toHaveLength(2)
  })

  test('putting aside keeps both under dated names', () => {
    const folder = temporaryFolder()
    const { saved } = savedIn(folder, [1, 2])
    saved.putAside('2026-11-24T21-05-50')
    expect(readdirSync(folder).sort()).toEqual([
      'checkpoint.2026-11-24T21-05-50.safetensors',
      'checkpoint.previous.2026-11-24T21-05-50.safetensors',
    ])
    expect(saved.load()).toBeNull()
  })

  test('a save that fails says path and reason and keeps the earlier ones', () => {
    const folder = temporaryFolder()
    const { saved, current } = savedIn(folder, [1, 2])
    // A folder in the way of the file that is written aside: fails on every system, also as root.
    mkdirSync(`${current}.new`)
    expect(() => saved.save(progress(3))).toThrow(/^Can't save the progress in .*checkpoint\.safetensors: /)
    expect(saved.load()).toMatchObject({ metadata: { item: '2' }, warning: null })
  })

  test('a save that fails halfway leaves nothing beside the earlier ones', () => {
    const folder = temporaryFolder()
    const { saved, previous } = savedIn(folder, [1])
    mkdirSync(join(previous, 'in the way'), { recursive: true })
    expect(() => saved.save(progress(2))).toThrow(/^Can't save the progress in /)
    expect(readdirSync(folder).sort()).toEqual(['checkpoint.previous.safetensors', 'checkpoint.safetensors'])
    expect(saved.load()).toMatchObject({ metadata: { item: '1' }, warning: null })
  })

  test.runIf(process.platform === 'linux' && process.getuid?.() === 0)(
    'a full disk loses no earlier save and leaves nothing torn',
    (context) => {
      const disk = temporaryFolder()
      try {
        execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk], { stdio: 'ignore' })
      } catch {
        context.skip('this system lets nobody mount')
      }
      onTestFinished(() => void execFileSync('umount', ['-l', disk]))
      const saved = createSavedProgress(join(disk, 'checkpoint'))
      saved.save(progress(1, 16_000))
      saved.save(progress(2, 16_000))
      writeFileSync(join(disk, 'filler'), Buffer.alloc(90_000))
      expect(() => saved.save(progress(3, 16_000))).toThrow(/no space left on the disk \(ENOSPC\)/)
      expect(saved.load()).toMatchObject({ metadata: { item: '2' }, warning: null })
      expect(readdirSync(disk).sort()).toEqual(['checkpoint.previous.safetensors', 'checkpoint.safetensors', 'filler'])
      rmSync(join(disk, 'filler'))
      saved.save(progress(4, 16_000))
      expect(saved.load()?.metadata.item).toBe('4')
    },
  )
})
