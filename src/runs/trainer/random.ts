/**
 * Random numbers that are the same everywhere and in every run with the same seed.
 *
 * sfc32, in 32-bit integer arithmetic only: Math.random can't be seeded, and what a runtime's own functions return may
 * change with its version. `stream` gives independent sequences for one seed.
 */
export function createRandom(seed: number, stream: number): () => number {
  // Both halves of a seed above 2^32 count.
  let a = seed | 0
  let b = Math.floor(seed / 2 ** 32) ^ 0x9e3779b9
  let c = stream | 0
  let counter = 1
  const next = (): number => {
    const result = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + result) | 0
    return result >>> 0
  }
  // The first numbers still show the seed.
  for (let i = 0; i < 20; i += 1) next()
  return next
}

/** A random order of 0 … length - 1. */
export function shuffled(length: number, random: () => number): Uint32Array {
  const order = Uint32Array.from({ length }, (_, index) => index)
  for (let last = length - 1; last > 0; last -= 1) {
    const pick = Math.floor((random() / 2 ** 32) * (last + 1))
    const moved = order[last] as number
    order[last] = order[pick] as number
    order[pick] = moved
  }
  return order
}

/** A random number from -limit to limit. */
export function symmetric(random: () => number, limit: number): number {
  return ((random() / 2 ** 32) * 2 - 1) * limit
}
