const missing = new Set(['', 'na', 'n/a', 'nan', 'null', 'none', '-', '?'])

/** Whether a cell says that nothing is known. */
export function isMissing(cell: string): boolean {
  return missing.has(cell.trim().toLowerCase())
}

/**
 * Reads a number as people write it into tables; null when it isn't one.
 *
 * A currency sign in front and thousands separators are understood; with `hasDecimalComma` 1.234,5 is one number.
 */
export function numberOf(cell: string, hasDecimalComma: boolean): number | null {
  let text = cell.trim().replace(/^([-+]?)[$€£]\s*/, '$1')
  if (hasDecimalComma && text.includes(',')) text = text.replace(/\.(?=\d{3})/g, '').replace(',', '.')
  else if (/^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)) text = text.replaceAll(',', '')
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text)) return null
  const value = Number(text)
  return Number.isFinite(value) ? value : null
}
