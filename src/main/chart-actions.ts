import { createWriteStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { writeChosenFile } from '../platform/chosen-file'
import type { ChartCalls, ChartSeries } from '../shared/chart-files'
import type { CommandResult } from '../shared/ipc'
import { type ValueSource, valueTable } from './chart-values'
import type { LogDesktop } from './log-actions'
import { done, refused } from './profile-run'

type ChartActions = {
  readonly [Channel in keyof ChartCalls]: (...values: Parameters<ChartCalls[Channel]>) => Promise<CommandResult>
}

/** Saves pictures and values of charts where the person says. */
export function chartActions(
  sourceOf: (profileId: string) => Omit<ValueSource, 'series'>,
  desktop: Pick<LogDesktop, 'askWhereToSave' | 'tellProblem'>,
): ChartActions {
  const save = async (title: string, name: string, write: (path: string) => Promise<void>) => {
    const path = await desktop.askWhereToSave(title, name)
    if (path === null) return refused
    const problem = await writeChosenFile(path, write)
    if (problem === null) return done
    desktop.tellProblem('Couldn’t save the chart', problem)
    return refused
  }
  return {
    'chart:saveImage': (profileId, series, png) =>
      save('Save the chart as a picture', `${nameOf(profileId, series)}.png`, (path) => writeFile(path, png)),
    'chart:saveValues': (profileId, series) =>
      save('Save the values of the chart', `${nameOf(profileId, series)}.csv`, (path) =>
        pipeline(Readable.from(valueTable({ ...sourceOf(profileId), series })), createWriteStream(path)),
      ),
  }
}

function nameOf(profileId: string, series: ChartSeries): string {
  return `${profileId}-${series.replace(/^figure:/, '')}`
}
