import type { Batch } from './price-model'
import type { Listings } from './listings'
import { createRandom, shuffled } from './random'

/** Which listings each item of a training holds. */
export interface TrainingPlan {
  readonly epochs: number
  readonly itemsPerEpoch: number
  readonly total: number
  /** The listings of item number `item`, counted from 0. */
  batch(item: number): Batch
}

/**
 * Lays out a training: each epoch goes through all training rows once, in an order of its own.
 *
 * The order follows from seed and epoch alone, so a training that is taken up in the middle needs no memory of it.
 */
export function planTraining(listings: Listings, epochs: number, batchSize: number, seed: number): TrainingPlan {
  const itemsPerEpoch = Math.ceil(listings.trainingRows / batchSize)
  let orderedEpoch = -1
  let order: Uint32Array = new Uint32Array()
  return {
    epochs,
    itemsPerEpoch,
    total: epochs * itemsPerEpoch,
    batch(item) {
      const epoch = Math.floor(item / itemsPerEpoch)
      if (epoch !== orderedEpoch) {
        order = shuffled(listings.trainingRows, createRandom(seed, epoch))
        orderedEpoch = epoch
      }
      const from = (item % itemsPerEpoch) * batchSize
      return gather(listings, order.subarray(from, from + batchSize))
    },
  }
}

function gather({ width, features, scaledTargets }: Listings, rows: Uint32Array): Batch {
  const batch = {
    rows: rows.length,
    features: new Float32Array(rows.length * width),
    targets: new Float32Array(rows.length),
  }
  rows.forEach((row, place) => {
    batch.features.set(features.subarray(row * width, (row + 1) * width), place * width)
    batch.targets[place] = scaledTargets[row] as number
  })
  return batch
}
