/** A site that asks for more than a day is asked again after a day. */
const longestMs = 24 * 60 * 60 * 1000

/**
 * How long a Retry-After header asks to wait, in milliseconds; null when it says nothing that can be understood.
 *
 * It holds seconds or a date. A date is compared with the answer's own Date where there is one: the clocks of this
 * machine and of the site may differ.
 */
export function retryAfterMs(header: string | null, date: string | null, now: number): number | null {
  if (header === null) return null
  const text = header.trim()
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, longestMs)
  // Without this Date.parse takes '-5' and '1.5' for dates.
  if (!/^[a-z]{3,9},? /i.test(text)) return null
  const end = Date.parse(text)
  if (Number.isNaN(end)) return null
  const siteNow = date === null ? Number.NaN : Date.parse(date)
  return Math.min(Math.max(end - (Number.isNaN(siteNow) ? now : siteNow), 0), longestMs)
}

/** The wait before a further try: about twice as long each time, never the same twice, so that tries don't come in step. */
export function growingWaitMs(firstMs: number, tries: number, random: () => number = Math.random): number {
  const longest = Math.min(firstMs * 2 ** (tries - 1), 5 * 60 * 1000)
  return longest * (0.5 + random() / 2)
}
