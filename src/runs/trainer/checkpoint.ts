import { driftLine, type Difference } from '../../shared/drift-line'
import { RunFailure } from '../run-failure'
import type { TensorFile } from '../tensor-file'
import type { ModelState } from './price-model'
import { programVersion } from '../program-version'
import type { TrainingSettings } from './settings'

/** What saved progress belongs to: with anything else it isn't continued. In the user's words, for the line that says so. */
export type TrainingIdentity = Readonly<Record<string, string>>

/** A training at a safe point: `item` items are done. */
export interface Checkpoint {
  readonly identity: TrainingIdentity
  readonly item: number
  readonly state: ModelState
}

const identityPrefix = 'belongs to '

/** Names a training: what decides its result, bit for bit. */
export function identityFor(settings: TrainingSettings, dataFingerprint: string, backend: string): TrainingIdentity {
  return {
    'program version': programVersion,
    runtime: runtimeName(),
    library: backend,
    mode: settings.mode,
    epochs: String(settings.epochs),
    'batch size': String(settings.batchSize),
    seed: String(settings.seed),
    data: `${settings.data === null ? 'diamonds' : 'own table'} ${dataFingerprint.slice(0, 16)}`,
    target: settings.target,
  }
}

/** The line of releases that decides how numbers are calculated: Electron's own Node and plain Node of one line agree. */
function runtimeName(): string {
  return `Node ${process.versions.node.split('.')[0]}`
}

/** Puts a checkpoint into the form that is saved. */
export function fileOfCheckpoint({ identity, item, state }: Checkpoint): TensorFile {
  const shape = [state.weights.length]
  return {
    metadata: {
      format: 'fermata training 1',
      item: String(item),
      ...Object.fromEntries(Object.entries(identity).map(([key, value]) => [identityPrefix + key, value])),
    },
    tensors: {
      // Numbers of eight bytes first: so each array stands where its kind wants to.
      'optimizer.beta_powers': { shape: [2], values: state.betaPowers },
      weights: { shape, values: state.weights },
      'optimizer.first_moments': { shape, values: state.firstMoments },
      'optimizer.second_moments': { shape, values: state.secondMoments },
    },
  }
}

/** A checkpoint that was taken up, and what is another since it was written. */
export interface LoadedCheckpoint extends Checkpoint {
  readonly differences: readonly Difference[]
}

/**
 * Takes a checkpoint out of a saved file; a RunFailure says in one line how it doesn't fit to what was asked for.
 *
 * `acceptDrift` lets a difference pass that leaves each item what it was.
 */
export function checkpointOf(
  file: TensorFile,
  wanted: { readonly identity: TrainingIdentity; readonly acceptDrift: boolean },
  path: string,
): LoadedCheckpoint {
  const { identity } = wanted
  const saved: Record<string, string> = {}
  for (const [key, value] of Object.entries(file.metadata))
    if (key.startsWith(identityPrefix)) saved[key.slice(identityPrefix.length)] = value
  const differences = [...new Set([...Object.keys(identity), ...Object.keys(saved)])]
    .filter((key) => saved[key] !== identity[key])
    .map((key) => ({ what: key, before: saved[key] ?? null, now: identity[key] ?? null }))
  const mayGoOn = differences.every(({ what }) => acceptable.has(what))
  if (differences.length > 0 && !(wanted.acceptDrift && mayGoOn))
    throw new RunFailure('refused', driftLine('training', path, { differences, mayGoOn }))
  return { identity, item: Number(file.metadata.item), state: stateOf(file, path), differences }
}

/** What an item is stays the same with another of these; only the last bits of what is learned from it may not. */
const acceptable: ReadonlySet<string> = new Set(['program version', 'runtime', 'library'])

function stateOf({ tensors }: TensorFile, path: string): ModelState {
  const {
    weights,
    'optimizer.first_moments': first,
    'optimizer.second_moments': second,
    'optimizer.beta_powers': powers,
  } = tensors
  const isWhole =
    weights?.values instanceof Float32Array &&
    first?.values instanceof Float32Array &&
    second?.values instanceof Float32Array &&
    powers?.values instanceof Float64Array
  if (!isWhole)
    throw new RunFailure(
      'failed',
      `The saved progress in ${path} lacks a part; start over with --fresh (the old files are kept)`,
    )
  return {
    weights: weights.values,
    firstMoments: first.values,
    secondMoments: second.values,
    betaPowers: powers.values,
  }
}
