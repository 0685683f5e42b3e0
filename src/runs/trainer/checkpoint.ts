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
    library: backend,
    mode: settings.mode,
    epochs: String(settings.epochs),
    'batch size': String(settings.batchSize),
    seed: String(settings.seed),
    data: `${settings.data === null ? 'diamonds' : 'own table'} ${dataFingerprint.slice(0, 16)}`,
    target: settings.target,
  }
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

/** Takes a checkpoint out of a saved file; a RunFailure says in one line how it doesn't fit to what was asked for. */
export function checkpointOf(file: TensorFile, identity: TrainingIdentity, path: string): Checkpoint {
  const saved: Record<string, string> = {}
  for (const [key, value] of Object.entries(file.metadata))
    if (key.startsWith(identityPrefix)) saved[key.slice(identityPrefix.length)] = value
  const differences = [...new Set([...Object.keys(identity), ...Object.keys(saved)])]
    .filter((key) => saved[key] !== identity[key])
    .map((key) => `${key} was ${saved[key] ?? 'not named'} and is now ${identity[key] ?? 'not named'}`)
  if (differences.length > 0)
    throw new RunFailure(
      'refused',
      `The saved progress in ${path} belongs to another training: ${differences.join(', ')}; ${whatToDo}`,
    )
  return { identity, item: Number(file.metadata.item), state: stateOf(file, path) }
}

const whatToDo = 'give the same settings to continue it, or --fresh to start over (the old files are kept)'

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
