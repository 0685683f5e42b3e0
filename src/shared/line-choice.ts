/** What is made of a line that a person has chosen from a log. */

/** The longest that what a line contains may be. */
const mostCharacters = 300

/** The part of a line that is the same each time it is printed: the longest without figures. */
export function steadyPart(line: string): string {
  const parts = line.split(/\d[\d.,:]*/).map((part) => part.replaceAll(/^[^\p{L}\p{N}]+|[\s:=([{,]+$/gu, ''))
  const longest = parts.reduce((best, part) => (part.length > best.length ? part : best), '')
  return (longest || line.trim()).slice(0, mostCharacters)
}

/** Words before a single number that say that it counts items. */
const itemWords = new Set(['step', 'item', 'iter', 'iteration', 'batch', 'page'])
/** As many figures become charts. */
const mostFigures = 4

const figures =
  /(?<item>\d[\d,]*)(?<of>\s?\/\s?|\sof\s)(?<total>\d[\d,]*)|(?<percent>\d+(?:\.\d+)?)\s?%|(?<name>[A-Za-z_]\w*)(?<is>\s?[=:]\s?|\s)(?<value>-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)(?![\d:/]|[.,]\d|e[+-]?\d|\s?[%/]|\sof\s\d)|\d[\d.,:]*/gi

/** An expression that reads the figures of lines like this one; null when it has none that could be named. */
export function expressionOfLine(line: string): string | null {
  const text = line.trim()
  const named = new Set<string>()
  let expression = ''
  let end = 0
  for (const match of text.matchAll(figures)) {
    expression += literally(text.slice(end, match.index)) + figureOf(match, named)
    end = match.index + match[0].length
  }
  return named.size === 0 ? null : expression
}

function figureOf(match: RegExpMatchArray, named: Set<string>): string {
  const { item, of = '', percent, name, is = '', value } = match.groups ?? {}
  const take = (one: string, form: string) => {
    if (named.has(one)) return form
    named.add(one)
    return `(?<${one}>${form})`
  }
  if (item !== undefined)
    return `${take('item', String.raw`\d[\d,]*`)}${literally(of)}${take('total', String.raw`\d[\d,]*`)}`
  if (percent !== undefined) return `${take('percent', String.raw`[\d.]+`)}\\s?%`
  if (name === undefined || value === undefined) return String.raw`[\d.,:]+`
  const before = literally(name + is)
  if (itemWords.has(name.toLowerCase()) && /^\d+$/.test(value)) return before + take('item', String.raw`\d+`)
  const isFull = [...named].filter((one) => !['item', 'total', 'percent'].includes(one)).length >= mostFigures
  const isTaken = isFull || ['item', 'total', 'percent'].includes(name)
  return before + (isTaken ? String.raw`[\d.eE+-]+` : take(name, String.raw`[\d.eE+-]+`))
}

/** A text as an expression that only it matches, with as many spaces as there may be. */
function literally(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`).replaceAll(/\s+/g, String.raw`\s+`)
}
