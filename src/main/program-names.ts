import { readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { hasCode } from '../platform/plain-reason'
import { findProgram } from './program-path'

/** The names of all programs in the folders of a PATH. */
export function namesOn(searchPath: string): readonly string[] {
  return searchPath.split(delimiter).flatMap((folder) => {
    try {
      return readdirSync(folder).filter((name) => findProgram(join(folder, name), '/', '').kind === 'found')
    } catch (error) {
      // A folder of the PATH need not be there.
      if (hasCode(error, 'ENOENT', 'ENOTDIR', 'EACCES')) return []
      throw error
    }
  })
}

/** The name that was probably meant: at most two letters away, and less than half of them. */
export function closestName(wanted: string, names: readonly string[]): string | null {
  let best: { readonly name: string; readonly distance: number } | null = null
  for (const name of new Set(names)) {
    if (Math.abs(name.length - wanted.length) > 2) continue
    const distance = lettersBetween(wanted.toLowerCase(), name.toLowerCase())
    if (distance <= 2 && distance * 2 < wanted.length && distance < (best?.distance ?? 3)) best = { name, distance }
  }
  return best?.name ?? null
}

/** How many letters must be changed, added, left out or swapped with their neighbour. */
function lettersBetween(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, index) => index)]
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= other.length; j += 1) {
      const cost = one[i - 1] === other[j - 1] ? 0 : 1
      const above = rows[i - 1] as number[]
      let least = Math.min((above[j] as number) + 1, (row[j - 1] as number) + 1, (above[j - 1] as number) + cost)
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        least = Math.min(least, (rows[i - 2]?.[j - 2] as number) + 1)
      row.push(least)
    }
    rows.push(row)
  }
  return rows[one.length]?.[other.length] ?? Number.POSITIVE_INFINITY
}
