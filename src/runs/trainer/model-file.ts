import { readFileSync } from 'node:fs'
import { writeFileDurably } from '../../platform/durable-file'
import { RunFailure, reasonOf } from '../run-failure'
import { decodeTensorFile, encodeTensorFile, hashOf, type StoredTensor } from '../tensor-file'
import type { TrainingIdentity } from './checkpoint'
import type { Evaluation } from './evaluation'
import type { Listings } from './listings'
import { layerParts } from './weights'

/** A finished model and what is needed to use it elsewhere. */
export interface FinishedModel {
  readonly weights: Float32Array
  readonly identity: TrainingIdentity
  readonly listings: Listings
  readonly evaluation: Evaluation
}

/**
 * Writes the finished model; returns the hash over its weights' bytes.
 *
 * One tensor per layer; their bytes, in the file's order, are what the hash is over. The metadata says how to turn a
 * listing into the model's inputs and its output into a price.
 */
export function writeModel(path: string, { weights, identity, listings, evaluation }: FinishedModel): string {
  const sha256 = hashOf(weights)
  const tensors: Record<string, StoredTensor> = {}
  for (const { name, shape, start, length } of layerParts(listings.width))
    tensors[name] = { shape, values: weights.slice(start, start + length) }
  const metadata = {
    format: 'fermata model 1',
    weights_sha256: sha256,
    belongs_to: JSON.stringify(identity),
    columns: JSON.stringify(listings.columns),
    target: JSON.stringify(listings.target),
    evaluation: JSON.stringify(evaluation),
    layers: 'inputs clipped at -5 and 5; relu after layer1 and layer2; output = layer3',
  }
  try {
    writeFileDurably(path, encodeTensorFile({ tensors, metadata }))
  } catch (error) {
    throw new RunFailure('failed', `Can't save the model in ${path}: ${reasonOf(error)}`, { cause: error })
  }
  return sha256
}

/** Whether a whole model with exactly these weights is there already. */
export function isModelThere(path: string, weights: Float32Array): boolean {
  try {
    return decodeTensorFile(readFileSync(path)).metadata.weights_sha256 === hashOf(weights)
  } catch {
    return false // Not there or not whole: it is written again.
  }
}
