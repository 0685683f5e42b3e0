/** Random choices that are the same each time for a seed. */
export interface Dice {
  /** From 0 to 1. */
  share(): number
  between(least: number, most: number): number
  chance(share: number): boolean
  one<T>(from: readonly T[]): T
}

/** Makes the choices of a seed. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0
  const share = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    share,
    between: (least, most) => least + share() * (most - least),
    chance: (wanted) => share() < wanted,
    one: (from) => {
      const chosen = from[Math.floor(share() * from.length)]
      if (chosen === undefined) throw new Error('There is nothing to choose from')
      return chosen
    },
  }
}
