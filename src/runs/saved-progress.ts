import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { removeLeftover, writeSynced } from '../platform/durable-file'
import { replaceFile } from '../platform/replace-file'
import { syncFolder } from '../platform/sync-folder'
import { RunFailure, reasonOf } from './run-failure'
import { decodeTensorFile, encodeTensorFile, type TensorFile } from './tensor-file'

/** What a run keeps of itself: the newest save and the one before. */
export interface SavedProgress {
  /** The newest save that is whole, or null when there is none. */
  load(): LoadedProgress | null
  /** Replaces the newest save; throws a RunFailure and keeps the earlier saves when that isn't possible. */
  save(file: TensorFile): void
  /** Puts all saves out of the way under dated names, and says what they are called now. */
  putAside(stamp: string): readonly string[]
}

/** A save that was read, and what the user should know about it. */
export interface LoadedProgress extends TensorFile {
  readonly warning: string | null
}

/**
 * Keeps a run's progress in `PATH.safetensors` and the save before it in `PATH.previous.safetensors`.
 *
 * Written aside, synced, renamed: after a kill or a power cut at any instant there is a whole newest save at its path.
 * `path` is without the ending; its folder is made at the first save.
 */
export function createSavedProgress(path: string): SavedProgress {
  const current = `${path}.safetensors`
  const previous = `${path}.previous.safetensors`
  // A damaged newest save must not push out the good one before it.
  let keepAs = previous

  return {
    load() {
      const newest = readSave(current)
      if (newest.kind === 'whole') return { ...newest.file, warning: null }
      const before = readSave(previous)
      if (newest.kind === 'none' && before.kind === 'none') return null
      const why = newest.kind === 'none' ? 'it is not there' : newest.why
      if (before.kind !== 'whole') throw bothUnusable(newest.kind === 'none' ? previous : current, previous, why)
      keepAs = `${path}.damaged-${stampOf(new Date())}.safetensors`
      return { ...before.file, warning: `Can't use the saved progress ${current}: ${why}; using the one before it` }
    },
    save(file) {
      const aside = `${current}.new`
      try {
        mkdirSync(dirname(current), { recursive: true })
        writeSynced(aside, encodeTensorFile(file))
        keep(current, keepAs)
        replaceFile(aside, current)
        syncFolder(dirname(current))
      } catch (error) {
        removeLeftover(aside)
        throw new RunFailure('failed', `Can't save the progress in ${current}: ${reasonOf(error)}`, { cause: error })
      }
      keepAs = previous
    },
    putAside(stamp) {
      return [current, previous].flatMap((file) => moveAside(file, stamp) ?? [])
    },
  }
}

/** Moves a file out of the way under a dated name beside it; null when there is none. */
export function moveAside(path: string, stamp: string): string | null {
  if (!existsSync(path)) return null
  const [, stem = path, ending = ''] = /^(.*?)(\.[a-z]+)$/.exec(path) ?? []
  for (let count = 1; ; count += 1) {
    const target = `${stem}.${stamp}${count === 1 ? '' : `-${count}`}${ending}`
    if (existsSync(target)) continue
    renameSync(path, target)
    return target
  }
}

/** A time as a part of a file name, on every system: 2026-11-24T21-05-50. */
export function stampOf(time: Date): string {
  return time.toISOString().slice(0, 19).replaceAll(':', '-')
}

/** Gives the newest save a second name; it stays where it is, so that a save is there at every instant. */
function keep(current: string, target: string): void {
  if (!existsSync(current)) return
  const aside = `${target}.new`
  try {
    rmSync(aside, { force: true })
    linkOrCopy(current, aside)
    replaceFile(aside, target)
  } catch (error) {
    removeLeftover(aside)
    throw error
  }
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch {
    // FAT, some network drives: no second names there, so a copy has to do. If it is the disk that fails, this says so.
    writeSynced(to, readFileSync(from))
  }
}

type ReadSave =
  | { readonly kind: 'none' }
  | { readonly kind: 'whole'; readonly file: TensorFile }
  | { readonly kind: 'damaged'; readonly why: string }

function readSave(path: string): ReadSave {
  try {
    // Reading a pipe or a device that has this name could hang.
    if (!statSync(path).isFile()) return { kind: 'damaged', why: 'it is not a file' }
    return { kind: 'whole', file: decodeTensorFile(readFileSync(path)) }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { kind: 'none' }
    return { kind: 'damaged', why: reasonOf(error) }
  }
}

function bothUnusable(shown: string, previous: string, why: string): RunFailure {
  const both = shown === previous ? '' : ' and there is no whole one before it'
  return new RunFailure(
    'failed',
    `Can't use the saved progress ${shown}: ${why}${both}; start over with --fresh (the old files are kept)`,
  )
}
