import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../support/temporary-folder'
import { readTable } from './table'

function fileWith(content: string | Uint8Array): string {
  const path = join(temporaryFolder(), 'table.csv')
  writeFileSync(path, content)
  return path
}

describe('table', () => {
  test.each([
    ['a comma', 'a,b\n1,2\n3,4\n', false],
    ['a semicolon', 'a;b\r\n1;2\r\n3;4\r\n', true],
    ['a tab', 'a\tb\n1\t2\n\n3\t4', false],
    ['quotes', '"a","b"\n"1","2"\n3,"4"\n', false],
  ])('is read with %s', (_name, text, hasDecimalComma) => {
    const table = readTable(fileWith(text))
    expect(table).toMatchObject({
      columns: ['a', 'b'],
      rows: [
        ['1', '2'],
        ['3', '4'],
      ],
      hasDecimalComma,
    })
  })

  test('quoted cells may hold separators, quotes and line ends', () => {
    expect(readTable(fileWith('name,price\n"Flat, ""new""\nand bright",5\n')).rows).toEqual([
      ['Flat, "new"\nand bright', '5'],
    ])
  })

  test('the marks and letters of spreadsheets are understood', () => {
    expect(readTable(fileWith('\uFEFFname,price\nGrün,1\n'))).toMatchObject({
      columns: ['name', 'price'],
      rows: [['Grün', '1']],
    })
    expect(readTable(fileWith(Buffer.from('\uFEFFname,price\nGrün,1\n', 'utf16le'))).rows).toEqual([['Grün', '1']])
    expect(readTable(fileWith(Buffer.from('name,price\nGrün,1\n', 'latin1'))).rows).toEqual([['Grün', '1']])
  })

  test('the fingerprint changes with each byte', () => {
    const [one, two] = ['a,b\n1,2\n', 'a,b\n1,3\n'].map((text) => readTable(fileWith(text)).fingerprint)
    expect(one).toMatch(/^[0-9a-f]{64}$/)
    expect(one).not.toBe(two)
  })

  test.each([
    ['a,b\n1,2\n3\n', 'line 3 has 1 cells where the first line has 2'],
    ['a,b\n1,2\n"3,4\n', 'as a table: '],
    ['a,b\n"1,2"\n', 'line 2'],
    ['', 'is empty'],
    ['\n\n', 'is empty'],
    ['PK\u0003\u0004\0\0', 'is not a table'],
  ])('%j: says what is wrong', (text, message) => {
    const path = fileWith(text)
    expect(() => readTable(path)).toThrow(message)
    expect(() => readTable(path)).toThrow(path)
  })

  test('a file that is missing or a folder is named', () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'inner'))
    expect(() => readTable(join(folder, 'none.csv'))).toThrow(/none\.csv: no such file or folder \(ENOENT\)/)
    expect(() => readTable(join(folder, 'inner'))).toThrow('inner is a folder: give a CSV file')
  })
})
