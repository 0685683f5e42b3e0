import { createRandom } from '../../trainer/random'

/** Random choices that are the same each time for a seed, so that a failed test can be run again. */
export interface Seeded {
  /** A number from `least` to `most`. */
  between(least: number, most: number): number
  whole(least: number, most: number): number
  chance(share: number): boolean
}

/** Makes the choices of a seed. */
export function seeded(seed: number): Seeded {
  const next = createRandom(seed, 17)
  const unit = (): number => next() / 2 ** 32
  return {
    between: (least, most) => least + unit() * (most - least),
    whole: (least, most) => least + Math.floor(unit() * (most - least + 1)),
    chance: (share) => unit() < share,
  }
}
