/** A piece of a name, and whether it was typed. */
export interface NamePart {
  readonly text: string
  readonly isMatch: boolean
}

/** What was typed in the palette: `>` asks for commands only, `#` looks in the log. */
export function readQuery(typed: string): { readonly kind: 'all' | 'commands' | 'log'; readonly text: string } {
  const text = typed.trim()
  if (text.startsWith('>')) return { kind: 'commands', text: text.slice(1).trim() }
  if (text.startsWith('#')) return { kind: 'log', text: text.slice(1).trim() }
  return { kind: 'all', text }
}

/** The name cut where what was typed is in it; null unless every typed word is. */
export function matchName(name: string, text: string): readonly NamePart[] | null {
  const lower = name.toLowerCase()
  // Letters that get longer in lower case would shift the marks: such a name is found, but not marked.
  const canMark = lower.length === name.length
  const marked = Array.from({ length: name.length }, () => false)
  for (const word of text.toLowerCase().split(/\s+/)) {
    const at = wordPlace(lower, word)
    if (at < 0) return null
    if (canMark) marked.fill(true, at, at + word.length)
  }
  const parts: NamePart[] = []
  let from = 0
  for (let at = 1; at <= name.length; at += 1) {
    if (at < name.length && marked[at] === marked[from]) continue
    parts.push({ text: name.slice(from, at), isMatch: marked[from] === true })
    from = at
  }
  return parts
}

/** Where a typed word is: rather at the beginning of a word than inside one. */
function wordPlace(name: string, word: string): number {
  const atStart = ` ${name}`.indexOf(` ${word}`)
  return atStart >= 0 ? atStart : name.indexOf(word)
}
