/** Words of 32 lines in a block; the number of lines before each block is kept. */
const wordsPerBlock = 64
const linesPerWord = 32
const linesPerBlock = wordsPerBlock * linesPerWord

/**
 * A set of line numbers, kept as one bit for each line: ten million lines take 1.3 MiB, however many are in it.
 *
 * Lines are added in ascending order. Only the last line may be taken out again, as it may still change.
 */
export class LineBits {
  private words = new Uint32Array(1024)
  private before = new Uint32Array(16)
  private blocks = 1
  private total = 0
  private last = 0

  /** How many lines are in the set. */
  get count(): number {
    return this.total
  }

  /** Adds a line after all others, or the last one again. */
  add(line: number): void {
    if (this.has(line)) return
    const word = Math.floor(line / linesPerWord)
    this.makeRoom(word)
    this.words[word] = (this.words[word] ?? 0) | (1 << (line % linesPerWord))
    this.total += 1
    this.last = line
  }

  /** Takes the last line out again, if it's in. */
  removeLast(line: number): void {
    if (line !== this.last || !this.has(line)) return
    const word = Math.floor(line / linesPerWord)
    this.words[word] = (this.words[word] ?? 0) & ~(1 << (line % linesPerWord))
    this.total -= 1
    this.last = 0
  }

  has(line: number): boolean {
    return ((this.word(Math.floor(line / linesPerWord)) >>> (line % linesPerWord)) & 1) === 1
  }

  /** The 32 lines from `32 * index` on, a bit for each. */
  word(index: number): number {
    return this.words[index] ?? 0
  }

  /** How many lines of the set come before this one. */
  rank(line: number): number {
    const block = Math.min(Math.floor(line / linesPerBlock), this.blocks - 1)
    let count = this.before[block] ?? 0
    const word = Math.floor(line / linesPerWord)
    for (let at = block * wordsPerBlock; at < Math.min(word, this.words.length); at += 1)
      count += bitCount(this.word(at))
    return count + bitCount(this.word(word) & ((1 << (line % linesPerWord)) - 1))
  }

  /** The line with so many others of the set before it; 0 when there are fewer. */
  select(rank: number): number {
    if (rank < 0 || rank >= this.total) return 0
    let low = 0
    let high = this.blocks
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((this.before[middle] ?? 0) <= rank) low = middle
      else high = middle
    }
    let left = rank - (this.before[low] ?? 0)
    let at = low * wordsPerBlock
    for (let count = bitCount(this.word(at)); left >= count; count = bitCount(this.word(at))) {
      left -= count
      at += 1
    }
    return at * linesPerWord + bitAt(this.word(at), left)
  }

  /** Up to `count` lines, from the one with `rank` others before it on. */
  from(rank: number, count: number): number[] {
    const lines: number[] = []
    let line = this.select(rank)
    while (line > 0 && lines.length < count) {
      lines.push(line)
      line = nextIn([this], line + 1)
    }
    return lines
  }

  /** One more than the last word that can hold a line. */
  get wordCount(): number {
    return this.blocks * wordsPerBlock
  }

  /** Takes all lines out. */
  clear(): void {
    this.words.fill(0)
    this.blocks = 1
    this.total = 0
    this.last = 0
  }

  private makeRoom(word: number): void {
    if (word >= this.words.length) this.words = grown(this.words, word + 1)
    const block = Math.floor(word / wordsPerBlock)
    if (block >= this.before.length) this.before = grown(this.before, block + 1)
    for (; this.blocks <= block; this.blocks += 1) this.before[this.blocks] = this.total
  }
}

/** The first line at or after `line` that is in all of some sets; 0 when there is none. */
export function nextIn(sets: readonly LineBits[], line: number): number {
  const end = Math.min(...sets.map((set) => set.wordCount))
  let word = Math.floor(line / linesPerWord)
  let bits = common(sets, word) & (-1 << (line % linesPerWord))
  while (bits === 0) {
    word += 1
    if (word >= end) return 0
    bits = common(sets, word)
  }
  return word * linesPerWord + bitAt(bits, 0)
}

/** The last line at or before `line` that is in all of some sets; 0 when there is none. */
export function previousIn(sets: readonly LineBits[], line: number): number {
  const end = Math.min(...sets.map((set) => set.wordCount))
  let word = Math.floor(line / linesPerWord)
  let bits = common(sets, word) & (-1 >>> (linesPerWord - 1 - (line % linesPerWord)))
  if (word >= end) {
    word = end
    bits = 0
  }
  while (bits === 0) {
    word -= 1
    if (word < 0) return 0
    bits = common(sets, word)
  }
  return word * linesPerWord + (linesPerWord - 1 - Math.clz32(bits))
}

/** How many lines before `line` are in all of some sets. */
export function countIn(sets: readonly LineBits[], line: number): number {
  const [first] = sets
  if (first && sets.length === 1) return first.rank(line)
  const whole = Math.floor(line / linesPerWord)
  const end = Math.min(whole, ...sets.map((set) => set.wordCount))
  let count = bitCount(common(sets, whole) & ((1 << (line % linesPerWord)) - 1))
  for (let word = 0; word < end; word += 1) count += bitCount(common(sets, word))
  return count
}

function common(sets: readonly LineBits[], word: number): number {
  let bits = -1
  for (const set of sets) bits &= set.word(word)
  return bits
}

function bitCount(word: number): number {
  const pairs = word - ((word >>> 1) & 0x5555_5555)
  const fours = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333)
  return (((fours + (fours >>> 4)) & 0x0f0f_0f0f) * 0x0101_0101) >>> 24
}

/** The place of a word's bit with so many others below it. */
function bitAt(word: number, rank: number): number {
  let bits = word
  for (let left = rank; left > 0; left -= 1) bits &= bits - 1
  return 31 - Math.clz32(bits & -bits)
}

function grown(array: Uint32Array<ArrayBuffer>, least: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.max(least, array.length * 2))
  larger.set(array)
  return larger
}
