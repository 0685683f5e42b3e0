/** The longest line that is shown, in characters; the rest stays in the file. */
export const shownCharacters = 2000

/** How much of a line is looked at: escape sequences take room without showing. */
const lookedAtCharacters = 16 * shownCharacters

const escape = String.raw`[\u001B\u009B]`
const escapeSequences = new RegExp(
  [
    String.raw`\u001B\][^\u0007\u001B]*(?:\u0007|\u001B\\)?`, // OSC: titles, links
    String.raw`${escape}\[?[0-?]*[ -/]*[@-~]`, // CSI: colours, cursor
  ].join('|'),
  'g',
)
const controlCharacters = new RegExp(String.raw`[\u0000-\u0008\u000A-\u001F\u007F-\u009F]`, 'g')
// These turn text around, so that a line could show as something it isn't.
const directionCharacters = /[\u200E\u200F\u202A-\u202E\u2066-\u2069]/g

const special = new RegExp(String.raw`${controlCharacters.source}|${directionCharacters.source}`)

/** Text without escape sequences and control characters: what a terminal would show of it, without colours. */
export function cleanText(text: string): string {
  // Most lines are clean, and a log has millions.
  if (!special.test(text)) return text
  return text.replace(escapeSequences, '').replace(controlCharacters, '').replace(directionCharacters, '')
}

/** One line as it is shown; `cut` says that it was longer. */
export interface ShownLine {
  readonly text: string
  readonly cut: boolean
}

/** What a terminal would show of a line in the end: carriage returns fold to what was written last. */
export function shownLine(raw: string): ShownLine {
  const folded = lastState(raw)
  const text = cleanText(folded.slice(0, lookedAtCharacters))
  if (text.length <= shownCharacters) return { text, cut: folded.length > lookedAtCharacters }
  return { text: withoutHalfLetter(text.slice(0, shownCharacters)), cut: true }
}

/** A bar rewrites its line with carriage returns; some write one before each state, some after. */
function lastState(raw: string): string {
  let end = raw.length
  while (end > 0 && raw[end - 1] === '\r') end -= 1
  return raw.slice(raw.lastIndexOf('\r', end - 1) + 1, end)
}

function withoutHalfLetter(text: string): string {
  const last = text.charCodeAt(text.length - 1)
  return last >= 0xd800 && last <= 0xdbff ? text.slice(0, -1) : text
}
