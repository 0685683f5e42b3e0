import { readFileSync, statSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { CsvError, parse } from 'csv-parse/sync'
import { RunFailure, oneLine, reasonOf } from '../run-failure'

/** A table as it stands in a file: all cells are text. */
export interface Table {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** The number is written with a comma, as where `;` separates the cells. */
  readonly hasDecimalComma: boolean
  /** SHA-256 over the file's bytes, as hex. */
  readonly fingerprint: string
}

/** Reads a CSV file; a RunFailure says in one line what is wrong with it. */
export function readTable(path: string): Table {
  const bytes = readBytes(path)
  const text = textOf(bytes)
  const delimiter = delimiterOf(text)
  const [columns, ...rows] = splitRows(text, delimiter, path)
  if (!columns || columns.every((name) => name.trim() === ''))
    throw new RunFailure('refused', `The table ${path} is empty`)
  return {
    columns: columns.map((name) => name.trim()),
    rows,
    hasDecimalComma: delimiter === ';',
    fingerprint: createHash('sha256').update(bytes).digest('hex'),
  }
}

function readBytes(path: string): Buffer {
  try {
    const stat = statSync(path)
    if (stat.isDirectory()) throw new RunFailure('refused', `--data ${path} is a folder: give a CSV file`)
    if (!stat.isFile()) throw new RunFailure('refused', `--data ${path} is not an ordinary file: give a CSV file`)
    return readFileSync(path)
  } catch (error) {
    if (error instanceof RunFailure) throw error
    throw new RunFailure('refused', `Can't read --data ${path}: ${reasonOf(error)}`, { cause: error })
  }
}

/** UTF-8, or what spreadsheets save besides: UTF-16 with its mark, else the western Windows letters. */
function textOf(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe
  if (isUtf16) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** The sign that stands most often in the first line, outside of quotes. */
function delimiterOf(text: string): string {
  const line = (/^[^\r\n]*/.exec(text.trimStart())?.[0] ?? '').replace(/"[^"]*"/g, '')
  const count = (sign: string): number => line.split(sign).length
  return [';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best), ',')
}

function splitRows(text: string, delimiter: string, path: string): string[][] {
  if (text.includes('\0'))
    throw new RunFailure('refused', `--data ${path} is not a table: it holds bytes that are no text`)
  return text.includes('"') ? parseQuoted(text, delimiter, path) : splitPlain(text, delimiter, path)
}

/** Without a quote in it a table is just split: several times faster for the big ones. */
function splitPlain(text: string, delimiter: string, path: string): string[][] {
  const rows: string[][] = []
  text.split(/\r\n|\n|\r/).forEach((line, index) => {
    if (line.trim() === '') return
    const cells = line.split(delimiter)
    const expected = rows[0]?.length ?? cells.length
    if (cells.length !== expected)
      throw notTable(path, `line ${index + 1} has ${cells.length} cells where the first line has ${expected}`)
    rows.push(cells)
  })
  return rows
}

function parseQuoted(text: string, delimiter: string, path: string): string[][] {
  try {
    return parse(text, { delimiter, skip_empty_lines: true, trim: true })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = typeof error.lines === 'number' ? `line ${error.lines}: ` : ''
    throw notTable(path, `${line}${oneLine(error.message)}`)
  }
}

function notTable(path: string, why: string): RunFailure {
  return new RunFailure('refused', `Can't read --data ${path} as a table: ${why}`)
}
