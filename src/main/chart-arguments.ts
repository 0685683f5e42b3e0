import { builtInSeries, type ChartCalls, type ChartSeries } from '../shared/chart-files'
import { expectCount, type ReadersOf } from './argument-checks'

/** More than a picture of a chart on any screen takes. */
const mostPictureBytes = 32 * 1024 * 1024
const pngStart = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** Readers of the arguments of the charts' calls; anything but what a call is declared with throws. */
export function chartArguments(profileId: (value: unknown) => string): ReadersOf<ChartCalls> {
  return {
    'chart:saveImage': (values) => {
      expectCount(values, 3)
      return [profileId(values[0]), chartSeries(values[1]), picture(values[2])]
    },
    'chart:saveValues': (values) => {
      expectCount(values, 2)
      return [profileId(values[0]), chartSeries(values[1])]
    },
  }
}

/** The names that groups of an expression can have, and so figures. */
const figureName = /^figure:[\p{ID_Start}$_][\p{ID_Continue}$]{0,99}$/u

function chartSeries(value: unknown): ChartSeries {
  const isKnown = typeof value === 'string' && (builtInSeries.some((one) => one === value) || figureName.test(value))
  if (!isKnown) throw new Error('Wrong argument')
  return value as ChartSeries
}

function picture(value: unknown): Uint8Array {
  const isPicture =
    value instanceof Uint8Array &&
    value.length <= mostPictureBytes &&
    pngStart.every((byte, index) => value[index] === byte)
  if (!isPicture) throw new Error('Wrong argument')
  return value
}
