import { memory } from '@tensorflow/tfjs-core'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { startBackend } from './learning-backend'
import { createPriceModel, freshState, type Batch } from './price-model'
import { createRandom, symmetric } from './random'
import { initialWeights, layerParts } from './weights'

const inputs = 3
const size = { rate: 0.003, weightDecay: 0.01 }

/** Rows with a known answer: twice the first number minus the third. */
function batchOf(seed: number, rows = 16): Batch {
  const random = createRandom(seed, 0)
  const features = Float32Array.from({ length: rows * inputs }, () => symmetric(random, 1))
  const targets = Float32Array.from(
    { length: rows },
    (_, row) => 2 * at(features, row * inputs) - at(features, row * inputs + 2),
  )
  return { rows, features, targets }
}

function at(values: Float32Array, place: number): number {
  return values[place] ?? Number.NaN
}

function freshModel() {
  return createPriceModel(inputs, freshState(initialWeights(layerParts(inputs), 1)))
}

describe('price model', () => {
  beforeAll(async () => {
    const library = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json')
    await startBackend(join(dirname(library), 'dist'))
  })

  test('learns', () => {
    const model = freshModel()
    const before = model.learn(batchOf(0), size)
    for (let seed = 1; seed < 400; seed += 1) model.learn(batchOf(seed), size)
    expect(model.learn(batchOf(400), size)).toBeLessThan(before / 20)
    const { features, targets } = batchOf(500)
    const outputs = model.predict(features)
    for (let row = 0; row < 16; row += 1) expect(Math.abs(at(outputs, row) - at(targets, row))).toBeLessThan(0.6)
  })

  test('taken up from its state it goes on bit for bit', () => {
    const left = freshModel()
    for (let seed = 0; seed < 40; seed += 1) left.learn(batchOf(seed), size)
    let taken = freshModel()
    for (let seed = 0; seed < 40; seed += 1) {
      if (seed % 7 === 3) taken = createPriceModel(inputs, taken.state())
      taken.learn(batchOf(seed), size)
    }
    expect(taken.state()).toEqual(left.state())
  })

  test('its gradient is the slope of the error', () => {
    const start = initialWeights(layerParts(inputs), 5)
    const batch = batchOf(3)
    const lossAt = (place: number, change: number): number => {
      const weights = start.slice()
      weights[place] = at(weights, place) + change
      return createPriceModel(inputs, freshState(weights)).learn(batch, { rate: 0, weightDecay: 0 })
    }
    const model = createPriceModel(inputs, freshState(start))
    model.learn(batch, { rate: 0, weightDecay: 0 })
    const { firstMoments } = model.state()
    for (const place of [0, 130, 384, 520, 600, 4000, 8703, 8704, 8800, 8832]) {
      const slope = (lossAt(place, 0.005) - lossAt(place, -0.005)) / 0.01
      // After one step from zero the first moment is a tenth of the gradient.
      expect(at(firstMoments, place) * 10).toBeCloseTo(slope, 2)
    }
  })

  test('memory stays flat', () => {
    const model = freshModel()
    model.learn(batchOf(0), size)
    const before = memory()
    for (let seed = 1; seed < 50; seed += 1) model.learn(batchOf(seed), size)
    model.predict(batchOf(1).features)
    expect(memory()).toMatchObject({ numTensors: before.numTensors, numBytes: before.numBytes })
  })
})
