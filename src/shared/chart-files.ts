import type { CommandResult } from './ipc'

/** The series of built-in runs, each a chart of its own. */
export const builtInSeries = ['loss', 'validation', 'rate', 'queue'] as const

/** Names one of a run's charts; a figure of a user's own run by the name that its pattern gives it. */
export type ChartSeries = (typeof builtInSeries)[number] | `figure:${string}`

/** The charts' calls from the window to main, which asks where to save. */
export interface ChartCalls {
  /** Saves a picture that the window has drawn: the bytes of a PNG. */
  'chart:saveImage': (profileId: string, series: ChartSeries, png: Uint8Array) => CommandResult
  /** Saves all values of a chart as they were written down, however many of them are drawn. */
  'chart:saveValues': (profileId: string, series: ChartSeries) => CommandResult
}

/** The same for the window. */
export interface ChartApi {
  saveChartImage(profileId: string, series: ChartSeries, png: Uint8Array): Promise<CommandResult>
  saveChartValues(profileId: string, series: ChartSeries): Promise<CommandResult>
}
