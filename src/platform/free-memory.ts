import { execFile } from 'node:child_process'
import { freemem } from 'node:os'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** How much memory programs could still get without others being swapped out. */
export async function freeMemory(): Promise<number> {
  // On Linux and Windows this counts what the system keeps only in case it's wanted again; on macOS it doesn't.
  if (process.platform !== 'darwin') return freemem()
  try {
    const { stdout } = await run('/usr/bin/vm_stat', [], { env: { ...process.env, LC_ALL: 'C' }, timeout: 5000 })
    return freeInVmStat(stdout) ?? freemem()
  } catch {
    return freemem() // Less than there is, but never more.
  }
}

/** What `vm_stat` says is free, or can be given back at once. */
export function freeInVmStat(text: string): number | null {
  const pageSize = /page size of (\d+) bytes/.exec(text)?.[1]
  const pages = ['free', 'inactive', 'speculative', 'purgeable'].map((kind) =>
    Number(new RegExp(`^Pages ${kind}:\\s+(\\d+)\\.`, 'm').exec(text)?.[1]),
  )
  const all = pages.reduce((sum, count) => sum + count, 0) * Number(pageSize)
  return Number.isFinite(all) ? all : null
}
