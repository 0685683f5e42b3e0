import { cleanText, harmlessText, textParts } from '../log-files/line-text'
import type { LogColour, LogStyle } from '../shared/log-service'

/** A text without its escape sequences, and how they coloured it. */
export interface StyledText {
  readonly text: string
  readonly styles: readonly LogStyle[]
}

type Look = Omit<LogStyle, 'from' | 'to'>
type MutableLook = { -readonly [Key in keyof Look]: Look[Key] }

/** Styles beyond this many are left out: a line of a few kilobytes can hold hundreds. */
const mostStyles = 500

/** Takes the colours of a terminal out of a line; each line begins plain. */
export function styledText(raw: string): StyledText {
  if (!raw.includes('\u001B')) return { text: cleanText(raw), styles: [] }
  const styles: LogStyle[] = []
  let text = ''
  let look: Look = {}
  for (const part of textParts(raw)) {
    if (part.isEscape) {
      look = lookAfter(look, part.text)
      continue
    }
    const from = text.length
    text += harmlessText(part.text)
    const isPlain = Object.keys(look).length === 0
    if (!isPlain && styles.length < mostStyles) styles.push({ from, to: text.length, ...look })
  }
  return { text, styles }
}

/** The part of some styles that lies in units `from` to before `to`, counted from there. */
export function stylesWithin(styles: readonly LogStyle[], from: number, to: number): readonly LogStyle[] {
  return styles
    .map((style) => ({ ...style, from: Math.max(style.from, from) - from, to: Math.min(style.to, to) - from }))
    .filter((style) => style.from < style.to)
}

function lookAfter(before: Look, escape: string): Look {
  // "Select graphic rendition", the only one that colours; all others move cursors and titles.
  const codes = /^.\[([\d;:]*)m$/s.exec(escape)?.[1]
  if (codes === undefined) return before
  const look: MutableLook = { ...before }
  const numbers = codes.split(/[;:]/).map(Number)
  for (let at = 0; at < numbers.length; ) at += applyCode(look, numbers.slice(at), codes.includes(':'))
  return look
}

/** Applies the first of some codes; says how many it took. */
function applyCode(look: MutableLook, [code = 0, ...rest]: readonly number[], hasColons: boolean): number {
  if (code === 38 || code === 48) {
    const { colour, taken } = longColour(rest, hasColons)
    if (colour) look[code === 38 ? 'colour' : 'background'] = colour
    return 1 + taken
  }
  const tens = Math.floor(code / 10)
  const unit = code % 10
  if ((tens === 3 || tens === 9) && unit < 8) look.colour = indexed(tens === 3 ? unit : unit + 8)
  else if ((tens === 4 || tens === 10) && unit < 8) look.background = indexed(tens === 4 ? unit : unit + 8)
  else applyAttribute(look, code)
  return 1
}

function applyAttribute(look: MutableLook, code: number): void {
  const on = ({ 1: 'bold', 2: 'dim', 3: 'italic', 4: 'underline', 7: 'inverse', 21: 'underline' } as const)[code]
  if (on) {
    look[on] = true
    return
  }
  const off: Readonly<Record<number, readonly (keyof Look)[]>> = {
    0: ['colour', 'background', 'bold', 'dim', 'italic', 'underline', 'inverse'],
    22: ['bold', 'dim'],
    23: ['italic'],
    24: ['underline'],
    27: ['inverse'],
    39: ['colour'],
    49: ['background'],
  }
  for (const name of off[code] ?? []) delete look[name]
}

/** `5;n` and `2;r;g;b`; with colons a colour space may stand before the three. */
function longColour(
  [kind, ...values]: readonly number[],
  hasColons: boolean,
): { readonly colour: LogColour | null; readonly taken: number } {
  if (kind === 5) return { colour: isByte(values[0]) ? indexed(values[0]) : null, taken: 2 }
  if (kind !== 2) return { colour: null, taken: 1 }
  const skipped = hasColons && values.length >= 4 ? 1 : 0
  const [red, green, blue] = values.slice(skipped)
  const isColour = isByte(red) && isByte(green) && isByte(blue)
  return { colour: isColour ? { kind: 'rgb', rgb: red * 65_536 + green * 256 + blue } : null, taken: 4 + skipped }
}

function indexed(index: number): LogColour {
  return { kind: 'indexed', index }
}

function isByte(value: number | undefined): value is number {
  return value !== undefined && Number.isInteger(value) && value >= 0 && value <= 255
}
