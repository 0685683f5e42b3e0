import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { cpuTicks } from '../fermata'

/** A look at something that may be gone between the listing and the look. */
function looked<T>(look: () => T, otherwise: T): T {
  try {
    return look()
  } catch {
    return otherwise
  }
}

/** The fields of /proc/PID/stat after the program's name: state, parent, and so on. */
function fieldsOf(pid: number): readonly string[] {
  const stat = looked(() => readFileSync(`/proc/${pid}/stat`, 'latin1'), '')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

function allPids(): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
}

/** Whether a process is there, and more than its remains. */
export function isThere(pid: number): boolean {
  return !['', 'Z', 'X'].includes(fieldsOf(pid)[0] ?? '')
}

/** A process and all that descend from it, without runs: each of those leads a group of its own. */
export function familyOf(pid: number): readonly number[] {
  const parents = new Map<number, number>()
  for (const one of allPids()) parents.set(one, Number(fieldsOf(one)[1] ?? 0))
  const isRun = (one: number) => Number(fieldsOf(one)[2]) === one
  return [...parents.keys()].filter((one) => {
    for (let at = one; at > 1; at = parents.get(at) ?? 0) {
      if (at === pid) return true
      if (isRun(at)) return false
    }
    return false
  })
}

/** How many of these have ended without anybody having asked how. */
export function zombiesIn(family: readonly number[]): number {
  return family.filter((pid) => fieldsOf(pid)[0] === 'Z').length
}

/** Milliseconds of a processor that a process has used so far. */
export function cpuMsOf(pid: number): number {
  return looked(() => cpuTicks(pid), 0) * 10
}

/** Processes that were told of a folder, by their command line or their environment. */
export function processesOf(folder: string): readonly number[] {
  return allPids().filter((pid) =>
    ['cmdline', 'environ'].some((file) =>
      looked(() => readFileSync(`/proc/${pid}/${file}`, 'latin1').includes(folder), false),
    ),
  )
}

/** What a process's descriptors stand for. */
export function descriptorsOf(pid: number): readonly string[] {
  const numbers = looked(() => readdirSync(`/proc/${pid}/fd`), [])
  return numbers.map((number) => looked(() => readlinkSync(`/proc/${pid}/fd/${number}`), '')).filter(Boolean)
}

/** The role of the log service. */
export const logService = 'the log service'

const roles: Readonly<Record<string, string>> = {
  renderer: 'the page',
  'node.mojom.NodeService': logService,
  'gpu-process': 'graphics',
  'network.mojom.NetworkService': 'the network service',
}

/** What a process of the app does, by its command line. */
export function roleOf(pid: number): string {
  const command = looked(() => readFileSync(`/proc/${pid}/cmdline`, 'latin1'), '').replaceAll('\0', ' ')
  const [, kind] = /--utility-sub-type=(\S+)/.exec(command) ?? /--type=(\S+)/.exec(command) ?? []
  return kind === undefined ? 'main' : (roles[kind] ?? kind)
}

/**
 * The memory in MiB that a process takes for itself.
 *
 * Pages of files, the program's above all, don't count. Each process bears its share of those, which more than doubles
 * when other programs of the same Electron end: a hundred MiB that nobody took.
 */
export function memoryOf(pid: number): number {
  const text = looked(() => readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1'), '')
  const [anonymous, shared] = [/^Pss_Anon:\s+(\d+)/m, /^Pss_Shmem:\s+(\d+)/m].map((field) => field.exec(text)?.[1])
  return (Number(anonymous ?? 0) + Number(shared ?? 0)) / 1024
}
