import { unscaled, type Listings } from './listings'
import type { PriceModel } from './price-model'

/** How well a model predicts the held-out listings. */
export interface Evaluation {
  /** Share of the differences between the targets that the model explains; 1 is perfect. */
  readonly r2: number
  /** Mean absolute error, in the target's unit. */
  readonly mae: number
  /** Root of the mean squared error, in the target's unit. */
  readonly rmse: number
  /** Mean absolute error in percent of the target; where targets aren't all positive, in percent of their mean size. */
  readonly errorPercent: number
}

/** Lets the model predict the listings that it never learned from. */
export function evaluate(model: PriceModel, listings: Listings): Evaluation {
  const { target, width, trainingRows } = listings
  const targets = listings.targets.subarray(trainingRows)
  const outputs = model.predict(listings.features.subarray(trainingRows * width))
  const errors = targets.map((value, row) => unscaled(target, outputs[row] as number) - value)
  const center = meanOf(targets)
  const squares = meanOf(errors.map((error) => error * error))
  const mae = meanOf(errors.map(Math.abs))
  return {
    r2: 1 - squares / (meanOf(targets.map((value) => (value - center) ** 2)) || 1),
    mae,
    rmse: Math.sqrt(squares),
    errorPercent: 100 * relativeError(errors, targets, mae),
  }
}

function relativeError(errors: Float64Array, targets: Float64Array, mae: number): number {
  if (targets.every((value) => value > 0))
    return meanOf(errors.map((error, row) => Math.abs(error) / (targets[row] as number)))
  return mae / (meanOf(targets.map(Math.abs)) || 1)
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
