import { cleanText } from '../log-files/line-text'
import { type Finder, wordsFinder } from '../log-files/words-finder'
import { type LogFilter, type LogLevel, type LogQuery, type LogRange } from '../shared/log-service'
import { parseLine } from '../shared/run-lines'
import { Refusal } from './refusal'
import { requiredLiteral } from './required-literal'

/** Says which lines match. */
export interface LineMatcher {
  /** Finds where in a block of bytes a line may match; null when any line may. */
  readonly finderIn: ((block: Buffer) => Finder) | null
  /** A line without escape sequences matches wherever the finder finds something. */
  readonly isExact: boolean
  /** Says whether a line's shown text matches. */
  test(text: string): boolean
  /** The places in a line's shown text that match. */
  ranges(text: string): LogRange[]
}

/** A line can be full of matches; more are not shown. */
const mostRanges = 500

/** Makes a matcher; refuses an expression that isn't one. */
export function matcherOf({ query, levels }: LogFilter): LineMatcher {
  if (!query) return levelMatcher(levels ?? [])
  const text = textMatcher(query)
  if (!levels) return text
  const level = levelMatcher(levels)
  const finderIn = text.finderIn ?? level.finderIn
  return { ...text, finderIn, isExact: false, test: (line) => text.test(line) && level.test(line) }
}

function textMatcher(query: LogQuery): LineMatcher {
  if (query.isRegex) return expressionMatcher(query)
  if (query.matchCase) return wordMatcher(query.text)
  const pattern = escaped(query.text)
  const ascii = longest(query.text.match(asciiRuns) ?? [])
  return {
    ...patternMatcher(new RegExp(pattern, 'gi')),
    finderIn: ascii === '' ? null : wordsFinder(new RegExp(escaped(ascii), 'gi')),
    // No other letter becomes an ASCII one by its case, as the flag `u` isn't set.
    isExact: ascii === query.text,
  }
}

function wordMatcher(word: string): LineMatcher {
  return {
    finderIn: standsInBytes(word) ? bytesFinder(word) : null,
    isExact: true,
    test: (text) => text.includes(word),
    ranges: (text) => {
      const ranges: LogRange[] = []
      for (
        let at = text.indexOf(word);
        at >= 0 && ranges.length < mostRanges;
        at = text.indexOf(word, at + word.length)
      )
        ranges.push({ from: at, to: at + word.length })
      return ranges
    },
  }
}

function expressionMatcher({ text, matchCase }: LogQuery): LineMatcher {
  const literal = matchCase ? requiredLiteral(text) : null
  return {
    ...patternMatcher(expression(text, matchCase ? 'g' : 'gi')),
    finderIn: literal !== null && standsInBytes(literal) ? bytesFinder(literal) : null,
    isExact: false,
  }
}

function patternMatcher(pattern: RegExp): Pick<LineMatcher, 'test' | 'ranges'> {
  return {
    test: (text) => {
      pattern.lastIndex = 0
      return pattern.test(text)
    },
    ranges: (text) => {
      const ranges: LogRange[] = []
      pattern.lastIndex = 0
      for (const match of text.matchAll(pattern)) {
        if (match[0] !== '') ranges.push({ from: match.index, to: match.index + match[0].length })
        if (ranges.length === mostRanges) break
      }
      return ranges
    },
  }
}

/** With `u` letters beyond the first 65,536 are one each; but it forbids some escapes that other programs allow. */
function expression(text: string, flags: string): RegExp {
  try {
    return new RegExp(text, `${flags}u`)
  } catch {
    try {
      return new RegExp(text, flags)
    } catch (error) {
      // "Invalid regular expression: /(/g: Unterminated group"
      const reason = error instanceof Error ? error.message.slice(error.message.lastIndexOf(': ') + 2) : ''
      throw new Refusal(`This is not a regular expression: ${reason}.`)
    }
  }
}

const levelWords: Readonly<Record<Exclude<LogLevel, 'none'>, string>> = {
  debug: 'debug',
  info: 'info',
  warn: 'warn',
  error: 'error|critical|fatal',
}

function levelMatcher(levels: readonly LogLevel[]): LineMatcher {
  const words = levels.map((level) => (level === 'none' ? null : levelWords[level]))
  return {
    finderIn: words.includes(null)
      ? null
      : words.length === 0
        ? () => () => -1
        : wordsFinder(new RegExp(words.join('|'), 'gi')),
    isExact: false,
    test: (text) => levels.includes(parseLine(text).level ?? 'none'),
    ranges: () => [],
  }
}

function bytesFinder(word: string): (block: Buffer) => Finder {
  const bytes = Buffer.from(word, 'utf8')
  return (block) => (from) => block.indexOf(bytes, from)
}

const asciiRuns = /[\t\x20-\x7E]+/g

/** Pictures of control characters and of bytes that are no text stand for other bytes, so only decoding finds them. */
function standsInBytes(word: string): boolean {
  return cleanText(word) === word && !/[\u2400-\u2421\uFFFD]|[\uD800-\uDFFF]/u.test(word)
}

function longest(words: readonly string[]): string {
  return words.reduce((best, word) => (word.length > best.length ? word : best), '')
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`)
}
