import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { differenceOf } from '../verify/comparison'
import { disturbances, type Disturbance } from '../verify/disturbance'
import { repeatDisturbed, repeatUndisturbed, type Repeat, type RepeatOptions } from '../verify/repeat'
import type { TrainingProgram } from '../verify/training-process'
import { builtTrainer } from './built-trainer'
import { writeSmallTable } from './small-table'
import { temporaryFolder } from './temporary-folder'

/** Another start value gives other moments; each one must end the same. */
const firstSeed = Number(process.env.FERMATA_KILL_SEED ?? 1)

// 40 epochs of 48 items: a second when nobody disturbs.
const settings = ['--epochs', '40', '--batch-size', '4', '--seed', '3']

/** A series takes some five seconds; on a machine that does four other things at once, much longer. */
const seriesTimeoutMs = 120_000

/** Tests that so many trainings, each disturbed in its own way, end with the very model of one left alone. */
export function testDisturbedSeries(seriesCount: number): void {
  const allHits: Disturbance[] = []
  let program: TrainingProgram
  let undisturbed: Repeat

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fermata-test-'))
    program = { path: builtTrainer(), args: [...settings, '--data', writeSmallTable(join(folder, 'flats.csv'))] }
    undisturbed = await repeatUndisturbed(repeatOptions(program, join(folder, 'undisturbed')))
    expect(undisturbed).toMatchObject({ sha256: expect.stringMatching(/^[0-9a-f]{64}$/), exit: { code: 0 } })
    expect(undisturbed.items.losses).toHaveLength(1920)
    return () => rmSync(folder, { recursive: true, force: true })
  }, seriesTimeoutMs)

  describe('a training that is paused, stopped and killed ends with the very model of one left alone', () => {
    test.each(Array.from({ length: seriesCount }, (_, index) => firstSeed + index))(
      'series %i',
      async (seed) => {
        const options = repeatOptions(program, temporaryFolder(), endedWithTest())
        const repeat = await repeatDisturbed(options, seed, undisturbed.items.losses.length)
        console.info(`seed ${seed}: ${repeat.hit.join(', ')} in ${repeat.starts} starts`)
        allHits.push(...repeat.hit)
        expect(repeat.hit.length, 'the training was over too soon to be disturbed').toBeGreaterThanOrEqual(2)
        expect(differenceOf(repeat, undisturbed)).toBeNull()
      },
      seriesTimeoutMs,
    )

    test('each kind of disturbance really hit', () => {
      console.info(
        `${allHits.length} disturbances: ${disturbances.map((kind) => `${kind} ${countOf(kind)}`).join(', ')}`,
      )
      expect(disturbances.filter((kind) => countOf(kind) < 2)).toEqual([])
    })
  })

  function countOf(kind: Disturbance): number {
    return allHits.filter((hit) => hit === kind).length
  }
}

/** Options for one repeat; nobody asks it to stop unless `stop` does. */
export function repeatOptions(program: TrainingProgram, workspace: string, stop = neverStopped): RepeatOptions {
  return { program, workspace, stop, onProgress: () => undefined }
}

/** Nobody asks to stop. */
export const neverStopped: RepeatOptions['stop'] = { requested: false, whenRequested: new Promise(() => undefined) }

/** Ends what a failed test has left running. */
function endedWithTest(): RepeatOptions['stop'] {
  return {
    requested: false,
    whenRequested: new Promise((resolve) => {
      onTestFinished(() => resolve())
    }),
  }
}
