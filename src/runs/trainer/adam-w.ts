import { add, div, mul, scalar, sqrt, square, sub } from '@tensorflow/tfjs-core'
import type { Scalar, Tensor1D } from '@tensorflow/tfjs-core'

/** What the optimizer moves on with each item: flat, one number per weight. */
export type OptimizerTensors = {
  readonly weights: Tensor1D
  readonly firstMoments: Tensor1D
  readonly secondMoments: Tensor1D
}

/** How far one step goes. */
export interface StepSize {
  readonly rate: number
  readonly weightDecay: number
}

/** One step after another, from public operations only. */
export interface AdamW {
  advance(now: OptimizerTensors, gradient: Tensor1D, size: StepSize): OptimizerTensors
}

const beta1 = 0.9
const beta2 = 0.999
const epsilon = 1e-8

/**
 * Makes the optimizer; `powers`, the running powers of the betas, is moved on in place.
 *
 * The library's own Adam calculates those powers anew when it is restored, and then its results differ.
 */
export function createAdamW(powers: Float64Array): AdamW {
  const [keep1, keep2, take1, take2] = [beta1, beta2, 1 - beta1, 1 - beta2].map((value) =>
    scalar(value),
  ) as readonly Scalar[] as Scalars
  return {
    advance(now, gradient, { rate, weightDecay }) {
      const power1 = (powers[0] as number) * beta1
      const power2 = (powers[1] as number) * beta2
      powers.set([power1, power2])
      const firstMoments = add<Tensor1D>(mul(now.firstMoments, keep1), mul(gradient, take1))
      const secondMoments = add<Tensor1D>(mul(now.secondMoments, keep2), mul(square(gradient), take2))
      // The usual bias corrections, drawn out of the tensors into two numbers.
      const correction = Math.sqrt(1 - power2)
      const direction = div(firstMoments, add(sqrt(secondMoments), epsilon * correction))
      const moved = mul(direction, (rate * correction) / (1 - power1))
      return { weights: sub<Tensor1D>(mul(now.weights, 1 - rate * weightDecay), moved), firstMoments, secondMoments }
    },
  }
}

type Scalars = readonly [Scalar, Scalar, Scalar, Scalar]
