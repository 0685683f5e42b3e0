import { createRandom, symmetric } from './random'

/** One layer's place in the flat array that holds all weights. */
export interface LayerPart {
  readonly name: string
  readonly shape: readonly number[]
  readonly start: number
  readonly length: number
}

/** Two hidden layers of these sizes: 64 and 64 only just reach what is promised, 128 and 64 do with room. */
const hiddenSizes = [128, 64] as const

/** Its own random sequence, beside those of the split and of each epoch's order. */
const weightStream = -2

/** Where each layer's weights and biases stand: one flat array makes an optimizer step a few operations, and easy to save. */
export function layerParts(inputs: number): readonly LayerPart[] {
  const sizes = [inputs, ...hiddenSizes, 1]
  const parts: LayerPart[] = []
  let start = 0
  const add = (name: string, shape: readonly number[]): void => {
    const length = shape.reduce((product, size) => product * size, 1)
    parts.push({ name, shape, start, length })
    start += length
  }
  for (let layer = 1; layer < sizes.length; layer += 1) {
    add(`layer${layer}.weight`, [sizes[layer - 1] as number, sizes[layer] as number])
    add(`layer${layer}.bias`, [sizes[layer] as number])
  }
  return parts
}

/** How many weights there are in all. */
export function weightCount(parts: readonly LayerPart[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0)
}

/** Random weights to start from (He, uniform), biases zero; the same for the same seed. */
export function initialWeights(parts: readonly LayerPart[], seed: number): Float32Array {
  const random = createRandom(seed, weightStream)
  const weights = new Float32Array(weightCount(parts))
  for (const { shape, start, length } of parts) {
    if (shape.length !== 2) continue
    const limit = Math.sqrt(6 / (shape[0] as number))
    for (let i = start; i < start + length; i += 1) weights[i] = symmetric(random, limit)
  }
  return weights
}
