import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const LOOK_AGAIN_MS = 100
/** A lock file without its content is one that is being written; after this long its writer must have died. */
const UNWRITTEN_LIMIT_MS = 5000
/** Where a process's start time can't be read a pid may have been reused: after this long a lock is taken over. */
const UNPROVEN_LIMIT_MS = 30 * 60_000

/**
 * Runs an action while no other process runs one under the same lock file.
 *
 * A lock whose holder has died is taken over. The holder is known by its pid and its start time, because pids are reused.
 *
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} action
 * @param {{ onWait?: (pid: number) => void }} [options] onWait is called once if another process holds the lock
 * @returns {Promise<T>}
 */
export async function withLock(file, action, { onWait } = {}) {
  mkdirSync(dirname(file), { recursive: true })
  let told = false
  while (!tryCreate(file, ownMark())) {
    const holder = readHolder(file)
    if (holder.alive) {
      if (!told) onWait?.(holder.pid)
      told = true
      await sleep(LOOK_AGAIN_MS)
    } else removeDeadLock(file)
  }
  try {
    return await action()
  } finally {
    rmSync(file, { force: true })
  }
}

/**
 * When a process started, in the system's own count, or undefined where that can't be told.
 *
 * @param {number} pid
 * @returns {string | undefined}
 */
export function processStart(pid) {
  if (process.platform !== 'linux') return undefined
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name stands in parentheses and may hold spaces and parentheses itself.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19]
  } catch {
    // No such process.
    return undefined
  }
}

function ownMark() {
  return JSON.stringify({ pid: process.pid, start: processStart(process.pid) })
}

function tryCreate(file, content) {
  try {
    writeFileSync(file, content, { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw new Error(`Can't make the lock ${file}`, { cause: error })
  }
}

function readHolder(file) {
  const ageMs = lockAgeMs(file)
  if (ageMs === undefined) return { alive: false, pid: 0 }
  try {
    const { pid, start } = JSON.parse(readFileSync(file, 'utf8'))
    if (start !== undefined) return { alive: processStart(pid) === start, pid }
    return { alive: isRunning(pid) && ageMs < UNPROVEN_LIMIT_MS, pid }
  } catch {
    // Gone meanwhile, or not written yet.
    return { alive: ageMs < UNWRITTEN_LIMIT_MS, pid: 0 }
  }
}

function lockAgeMs(file) {
  return statOrNothing(file) && Date.now() - statOrNothing(file).mtimeMs
}

function statOrNothing(file) {
  return statSync(file, { throwIfNoEntry: false })
}

function isRunning(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

// Two waiters may see the same dead holder: without a guard the slower one would remove the faster one's new lock.
function removeDeadLock(file) {
  const guard = `${file}.takeover`
  if (!tryCreate(guard, ownMark())) {
    const age = lockAgeMs(guard)
    if (age !== undefined && age > UNWRITTEN_LIMIT_MS) rmSync(guard, { force: true })
    return
  }
  try {
    if (!readHolder(file).alive) rmSync(file, { force: true })
  } finally {
    rmSync(guard, { force: true })
  }
}
