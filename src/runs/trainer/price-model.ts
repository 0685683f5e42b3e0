import {
  concat1d,
  fused,
  keep,
  matMul,
  mul,
  reshape,
  slice,
  step,
  sub,
  sum,
  tensor1d,
  tensor2d,
  tidy,
  transpose,
} from '@tensorflow/tfjs-core'
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core'
import { createAdamW, type OptimizerTensors, type StepSize } from './adam-w'
import { layerParts } from './weights'

/** All that a training changes: exact, so that one taken up again ends with the same bits. */
export interface ModelState {
  readonly weights: Float32Array
  readonly firstMoments: Float32Array
  readonly secondMoments: Float32Array
  /** Running powers of the two betas, kept as they are: calculated anew they differ in the last bit. */
  readonly betaPowers: Float64Array
}

/** The rows of one item. */
export interface Batch {
  readonly rows: number
  readonly features: Float32Array
  readonly targets: Float32Array
}

/** A small neural network that learns one number from many. */
export interface PriceModel {
  /** Learns from one batch; returns the mean squared error it had on it before. */
  learn(batch: Batch, size: StepSize): number
  predict(features: Float32Array): Float32Array
  state(): ModelState
}

/** Rows that are predicted at a time, so that a big table doesn't need its size again in memory. */
const predictRows = 8192

/** Makes the model: two hidden layers, all weights in one flat tensor, gradients written out by hand. */
export function createPriceModel(inputs: number, start: ModelState): PriceModel {
  const parts = layerParts(inputs)
  const powers = Float64Array.from(start.betaPowers)
  const optimizer = createAdamW(powers)
  let tensors: OptimizerTensors = {
    weights: tensor1d(start.weights),
    firstMoments: tensor1d(start.firstMoments),
    secondMoments: tensor1d(start.secondMoments),
  }

  return {
    learn(batch, size) {
      let squares = 0
      const next = tidy(() => {
        const x = tensor2d(batch.features, [batch.rows, inputs])
        const y = tensor2d(batch.targets, [batch.rows, 1])
        const { errors, gradient } = gradientOf(split(tensors.weights, parts), x, y)
        for (const error of errors.dataSync()) squares += error * error
        return optimizer.advance(tensors, gradient, size)
      })
      for (const tensor of Object.values(tensors)) tensor.dispose()
      tensors = {
        weights: keep(next.weights),
        firstMoments: keep(next.firstMoments),
        secondMoments: keep(next.secondMoments),
      }
      return squares / batch.rows
    },
    predict: (features) => predictInParts(tensors.weights, parts, inputs, features),
    state: () => ({
      weights: tensors.weights.dataSync<'float32'>().slice(),
      firstMoments: tensors.firstMoments.dataSync<'float32'>().slice(),
      secondMoments: tensors.secondMoments.dataSync<'float32'>().slice(),
      betaPowers: powers.slice(),
    }),
  }
}

/** The model before its first item. */
export function freshState(weights: Float32Array): ModelState {
  const zeros = (): Float32Array => new Float32Array(weights.length)
  return { weights, firstMoments: zeros(), secondMoments: zeros(), betaPowers: Float64Array.of(1, 1) }
}

interface Layers {
  readonly weights: readonly [Tensor2D, Tensor2D, Tensor2D]
  readonly biases: readonly [Tensor1D, Tensor1D, Tensor1D]
}

function split(flat: Tensor1D, parts: ReturnType<typeof layerParts>): Layers {
  const cut = parts.map((part) => reshape(slice(flat, [part.start], [part.length]), [...part.shape]))
  const [w1, b1, w2, b2, w3, b3] = cut
  return { weights: [w1, w2, w3] as Layers['weights'], biases: [b1, b2, b3] as Layers['biases'] }
}

function forward({ weights, biases }: Layers, x: Tensor2D) {
  const hidden1 = fused.matMul({ a: x, b: weights[0], bias: biases[0], activation: 'relu' })
  const hidden2 = fused.matMul({ a: hidden1, b: weights[1], bias: biases[1], activation: 'relu' })
  return { hidden1, hidden2, output: fused.matMul({ a: hidden2, b: weights[2], bias: biases[2] }) }
}

/** Transposing first is two to four times faster here than letting matMul do it. */
function gradientOf(layers: Layers, x: Tensor2D, y: Tensor2D) {
  const { hidden1, hidden2, output } = forward(layers, x)
  const errors = sub(output, y)
  const delta3 = mul<Tensor2D>(errors, 2 / x.shape[0])
  const delta2 = mul<Tensor2D>(matMul(delta3, transpose(layers.weights[2])), step(hidden2))
  const delta1 = mul<Tensor2D>(matMul(delta2, transpose(layers.weights[1])), step(hidden1))
  const gradients = [
    [x, delta1],
    [hidden1, delta2],
    [hidden2, delta3],
  ].flatMap(([input, delta]) => [
    flattened(matMul(transpose(input as Tensor2D), delta as Tensor2D)),
    sum<Tensor1D>(delta as Tensor2D, 0),
  ])
  return { errors, gradient: concat1d(gradients) }
}

function flattened(tensor: Tensor2D): Tensor1D {
  return reshape(tensor, [tensor.size])
}

function predictInParts(
  flatWeights: Tensor1D,
  parts: ReturnType<typeof layerParts>,
  inputs: number,
  features: Float32Array,
) {
  const rows = features.length / inputs
  const outputs = new Float32Array(rows)
  for (let from = 0; from < rows; from += predictRows) {
    const to = Math.min(rows, from + predictRows)
    tidy(() => {
      const x = tensor2d(features.subarray(from * inputs, to * inputs), [to - from, inputs])
      outputs.set(forward(split(flatWeights, parts), x).output.dataSync<'float32'>(), from)
    })
  }
  return outputs
}
