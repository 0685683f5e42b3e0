import { readFileSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { writeFileDurably } from '../platform/durable-file'
import type { TrainingData } from '../shared/ipc'
import { isSystemError } from '../platform/plain-reason'

const sample: TrainingData = { kind: 'sample' }

/** What a training is to learn from, as its person chose it: kept over a restart. */
export class TrainingDataChoice {
  private chosen: TrainingData

  /** `storage` is where the choice is kept, `collected` the database of the built-in collector. */
  constructor(
    private readonly storage: string,
    private readonly collected: string,
  ) {
    this.chosen = read(storage)
  }

  /** What the next start will learn from. */
  get current(): TrainingData {
    return this.chosen
  }

  /** What the trainer is told; nothing for the sample. */
  get args(): readonly string[] {
    if (this.chosen.kind === 'sample') return []
    return ['--data', this.chosen.kind === 'collected' ? this.collected : this.chosen.path]
  }

  /** Chooses. A system error says that it couldn't be kept; then the choice is as it was. */
  choose(data: TrainingData): void {
    writeFileDurably(this.storage, JSON.stringify(data), { mode: 0o600 })
    this.chosen = data
  }

  /** Whether a run that was started with these arguments learned from something else. */
  differsFrom(commandLine: readonly string[]): boolean {
    const at = commandLine.indexOf('--data')
    return (at < 0 ? undefined : commandLine[at + 1]) !== this.args[1]
  }
}

function read(storage: string): TrainingData {
  try {
    const value: unknown = JSON.parse(readFileSync(storage, 'utf8'))
    if (typeof value !== 'object' || value === null) return sample
    const { kind, path } = value as Record<string, unknown>
    if (kind === 'file' && typeof path === 'string' && isAbsolute(path)) return { kind, path }
    return kind === 'collected' ? { kind } : sample
  } catch (error) {
    // Nothing was chosen yet, or the file is damaged: the sample is always there.
    if (isSystemError(error) || error instanceof SyntaxError) return sample
    throw error
  }
}
