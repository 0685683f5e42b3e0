/** A shorter text would stand in too many lines to be worth looking for first. */
const shortest = 3

/**
 * A text that stands in every match of a regular expression, to look for in the bytes first; null when none is sure.
 *
 * Only simple expressions are understood: with groups or alternatives nothing is sure here.
 */
export function requiredLiteral(source: string): string | null {
  if (/[(|]/.test(source)) return null
  const runs: string[][] = [[]]
  for (const token of source.match(tokens) ?? []) {
    const letter = letterOf(token)
    const run = runs.at(-1)
    if (letter === undefined) return null
    if (letter !== null) {
      run?.push(letter)
      continue
    }
    // What is optional isn't required; what is repeated stands once at least.
    if (/^[?*{]/.test(token)) run?.pop()
    runs.push([])
  }
  const best = runs
    .map((run) => run.join(''))
    .reduce((longest, run) => (run.length > longest.length ? run : longest), '')
  return best.length >= shortest ? best : null
}

/** A class, a count, an escaped character, or any one character. */
const tokens = /\[(?:[^\]\\]|\\.)*\]|\{[^}]*\}?|\\.|./gsu

/** The letter that a token stands for; null for what is no letter, undefined for what isn't understood here. */
function letterOf(token: string): string | null | undefined {
  if (token.startsWith('\\')) {
    if (/^\\[wWdDsSbB]$/.test(token)) return null
    return /^\\[^a-zA-Z0-9]$/u.test(token) ? token.slice(1) : undefined
  }
  if (token.startsWith('[') && token.length === 1) return undefined
  return token.length > 2 || /^[[{.^$?*+]/.test(token) ? null : token
}
