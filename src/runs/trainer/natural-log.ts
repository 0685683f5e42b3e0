const view = new DataView(new ArrayBuffer(8))
const ln2 = 0.6931471805599453

/**
 * Natural logarithm of a positive number from plain arithmetic.
 *
 * Math.log may differ in the last bit between runtimes, and then a training's result would too. Within 1e-15 of it.
 */
export function naturalLog(value: number): number {
  if (!(value >= 2 ** -1022 && value < Number.POSITIVE_INFINITY)) throw new RangeError(`No logarithm of ${value}`)
  view.setFloat64(0, value)
  let exponent = ((view.getUint16(0) >> 4) & 0x7ff) - 1023
  view.setUint16(0, (view.getUint16(0) & 0x000f) | 0x3ff0)
  let mantissa = view.getFloat64(0)
  // Around 1 the series below is shortest.
  if (mantissa > Math.SQRT2) {
    mantissa /= 2
    exponent += 1
  }
  const ratio = (mantissa - 1) / (mantissa + 1)
  const square = ratio * ratio
  let sum = 0
  for (let power = 25; power >= 1; power -= 2) sum = sum * square + 1 / power
  return 2 * ratio * sum + exponent * ln2
}
