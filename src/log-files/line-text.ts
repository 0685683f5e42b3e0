/** The longest line that is shown, in characters; the rest stays in the file. */
export const shownCharacters = 2000

/** How much of a line is looked at: escape sequences take room without showing. */
const lookedAtCharacters = 16 * shownCharacters

const escapeSequences = new RegExp(
  [
    String.raw`\u001B\][^\u0007\u001B]*(?:\u0007|\u001B\\)?`, // OSC: titles, links
    String.raw`\u001B\[?[0-?]*[ -/]*[@-~]`, // CSI: colours, cursor
  ].join('|'),
  'g',
)
// The direction characters turn text around, and the two separators begin a line: either could show as something it isn't.
const controlCharacters = new RegExp(
  String.raw`[\u0000-\u0008\u000A-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]`,
  'g',
)
const special = new RegExp(controlCharacters.source)

/**
 * Text without escape sequences, and with a harmless picture for each control character.
 *
 * None is left out, so that bytes which stand together in the file stand together here: a search can look at bytes.
 */
export function cleanText(text: string): string {
  // Most lines are clean, and a log has millions.
  if (!special.test(text)) return text
  return harmlessText(text.replace(escapeSequences, ''))
}

/** A part of a text between escape sequences, or one of them. */
export interface TextPart {
  readonly text: string
  readonly isEscape: boolean
}

/** Cuts text at its escape sequences. */
export function* textParts(text: string): Generator<TextPart> {
  let at = 0
  for (const match of text.matchAll(escapeSequences)) {
    if (match.index > at) yield { text: text.slice(at, match.index), isEscape: false }
    yield { text: match[0], isEscape: true }
    at = match.index + match[0].length
  }
  if (at < text.length) yield { text: text.slice(at), isEscape: false }
}

/** Control characters as pictures of themselves: U+2400 and on has one for each of the oldest. */
export function harmlessText(text: string): string {
  return text.replace(controlCharacters, (character) => {
    const code = character.charCodeAt(0)
    if (code < 0x20) return String.fromCharCode(0x2400 + code)
    return code === 0x7f ? '\u2421' : '\uFFFD'
  })
}

/** One line as it is shown; `cut` says that it was longer. */
export interface ShownLine {
  readonly text: string
  readonly cut: boolean
}

/** What a terminal would show of a line in the end: carriage returns fold to what was written last. */
export function shownLine(raw: string): ShownLine {
  const folded = lastState(raw)
  return cutText(cleanText(lookedAtPart(folded)), folded)
}

/** The part of a folded line that is taken apart to be shown. */
export function lookedAtPart(folded: string): string {
  return folded.slice(0, lookedAtCharacters)
}

/** As much of a clean text as is shown; `folded` is the line that it was made of. */
export function cutText(text: string, folded: string): ShownLine {
  if (text.length <= shownCharacters) return { text, cut: folded.length > lookedAtCharacters }
  return { text: withoutHalfLetter(text.slice(0, shownCharacters)), cut: true }
}

/** A bar rewrites its line with carriage returns; some write one before each state, some after. */
export function lastState(raw: string): string {
  let end = raw.length
  while (end > 0 && raw[end - 1] === '\r') end -= 1
  return raw.slice(raw.lastIndexOf('\r', end - 1) + 1, end)
}

function withoutHalfLetter(text: string): string {
  const last = text.charCodeAt(text.length - 1)
  return last >= 0xd800 && last <= 0xdbff ? text.slice(0, -1) : text
}
