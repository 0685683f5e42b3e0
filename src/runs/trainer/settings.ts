import { trainingDefaults } from '../../shared/built-in-options'

/** The size of a training: a subset that takes a minute or two, or all there is. */
export type TrainingMode = 'sample' | 'full'

/** What a user may set, as far as it was set. */
export interface TrainingSettings {
  readonly mode: TrainingMode
  readonly epochs: number
  readonly batchSize: number
  readonly seed: number
  /** A table of the user's own; null for the diamonds that come with the program. */
  readonly data: string | null
  readonly target: string
  readonly fresh: boolean
  /** Go on although program version, library or runtime is another. */
  readonly acceptDrift: boolean
  /** Where each item done is written down; absolute, or null. */
  readonly itemLog: string | null
  /** Absolute. */
  readonly workspace: string
  /** As the user gave it. */
  readonly pauseFileName: string
  /** Absolute. */
  readonly pauseFile: string
}

/** What a mode stands for unless the user says otherwise. */
export interface ModeDefaults {
  readonly epochs: number
  readonly batchSize: number
  /** At most so many listings, held-out ones included; all when null. */
  readonly listings: number | null
  /** Learning rate of the first item; it falls to zero with the square of what is left. */
  readonly firstRate: number
  readonly weightDecay: number
}

/** The modes. Few listings want a stronger pull of the weights towards zero, or they are learned by heart. */
export const modeDefaults: Readonly<Record<TrainingMode, ModeDefaults>> = {
  sample: { ...trainingDefaults.sample, listings: 8000, firstRate: 0.002, weightDecay: 0.3 },
  full: { ...trainingDefaults.full, listings: null, firstRate: 0.003, weightDecay: 0.1 },
}
