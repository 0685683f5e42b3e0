import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { killLeftTrainers, modelHash, runTrainer } from '../support/built-trainer'
import { disturbances, trainDisturbed, type Disturbance } from '../support/disturbance'
import { writeSmallTable } from '../support/small-table'
import { temporaryFolder } from '../support/temporary-folder'
import { createRandom } from './random'

/** Another start value gives other moments; each one must end the same. */
const firstSeed = Number(process.env.FERMATA_KILL_SEED ?? 1)

/** Fewer make a quick check while working on this. */
const seriesCount = Number(process.env.FERMATA_KILL_SERIES ?? 20)

// 80 epochs of 48 items: a second or two when nobody disturbs.
const settings = ['--epochs', '80', '--batch-size', '4', '--seed', '3']

/** A series takes some five seconds; on a machine that does four other things at once, much longer. */
const seriesTimeoutMs = 120_000

const allHits: Disturbance[] = []
let args: readonly string[]
let undisturbed: string

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fermata-test-'))
  args = [...settings, '--data', writeSmallTable(join(folder, 'flats.csv'))]
  undisturbed = modelHash(await runTrainer([...args, '--workspace', join(folder, 'undisturbed')]))
  return () => rmSync(folder, { recursive: true, force: true })
})

afterEach(killLeftTrainers)

describe('a training that is paused, stopped and killed ends with the very model of one left alone', () => {
  test.each(Array.from({ length: seriesCount }, (_, index) => firstSeed + index))(
    'series %i',
    async (seed) => {
      const next = createRandom(seed, 99)
      const random = (): number => next() / 2 ** 32
      // Each kind stands first in some series, so that none depends on luck to be hit.
      const kinds = [
        disturbances[seed % disturbances.length],
        ...Array.from({ length: 3 }, () => disturbances[Math.floor(random() * disturbances.length)]),
      ]
      const series = kinds.filter((kind) => kind !== undefined)
      const result = await trainDisturbed(args, temporaryFolder(), series, random)
      console.info(`seed ${seed}: ${result.hit.join(', ')} in ${result.starts} starts`)
      allHits.push(...result.hit)
      expect(result.hit.length, 'the training was over too soon to be disturbed').toBeGreaterThanOrEqual(2)
      expect(result.hash).toBe(undisturbed)
    },
    seriesTimeoutMs,
  )

  test('each kind of disturbance really hit', () => {
    const seldomHit = disturbances.filter((kind) => allHits.filter((hit) => hit === kind).length < 2)
    expect(seldomHit).toEqual([])
  })
})
