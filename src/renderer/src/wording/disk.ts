import type { LowDisk } from '../../../shared/ipc'

/** Less than this and a write may fail at any moment. */
const fullBytes = 1024 ** 2

/** What is said of a disk that is full or nearly so; it changes only when what to do changes, so that it's heard once. */
export function lowDiskWords({ folder, freeBytes }: LowDisk): string {
  if (freeBytes < fullBytes)
    return `The disk with ${folder} is full. What runs print now is lost; they may fail when they save. Make room on it.`
  return `The disk with ${folder} has little room left, less than ${roomOf(freeBytes)} MB. Make room, or pause what writes to it.`
}

function roomOf(freeBytes: number): number {
  return [10, 50, 100, 200].find((step) => freeBytes < step * 1024 ** 2) ?? 200
}
