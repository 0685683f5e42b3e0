/** Waits until a condition holds, looking every few milliseconds; its value is the last word of a failed test. */
export async function until<Value>(
  condition: () => Value,
  what: string | (() => string),
  limitMs = 10_000,
): Promise<NonNullable<Value>> {
  const end = Date.now() + limitMs
  for (;;) {
    const value = condition()
    if (value) return value
    if (Date.now() > end) throw new Error(`Waited in vain for ${typeof what === 'string' ? what : what()}`)
    await pause(3)
  }
}

/** Lets time pass, where the point of a test is that nothing happens in it. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}
