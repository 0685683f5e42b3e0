import { join } from 'node:path'

/** Where a training keeps what it makes, in the workspace. */
export interface TrainingFiles {
  readonly folder: string
  /** Without its ending: the newest save and the one before share it. */
  readonly checkpoint: string
  readonly metrics: string
  readonly model: string
}

/** The files of the training in a workspace. */
export function trainingFiles(workspace: string): TrainingFiles {
  const folder = join(workspace, 'training')
  return {
    folder,
    checkpoint: join(folder, 'checkpoint'),
    metrics: join(folder, 'metrics.jsonl'),
    model: join(folder, 'model.safetensors'),
  }
}
