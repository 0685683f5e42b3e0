import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openPlainFile } from '../../log-files/file-follower'
import { writeFileDurably } from '../../platform/durable-file'
import { isSystemError } from '../../platform/plain-reason'
import { parseMetricsLine } from '../../shared/metrics'
import type { RunCurve } from '../../shared/past-runs'
import { emptyHistory, extendHistory, type RunHistory, type SeriesPoint } from '../../shared/run-history'
import { thinnedPoints } from '../../shared/thinned-points'
import type { RunFolder } from '../run-record'

/** The most points of a curve that are kept: a chart has no more to show them on. */
const mostPoints = 1000

/**
 * A training's figures from its start to its end; the workspace's metrics file spans all of its trainings.
 *
 * Null when that file isn't there, or holds nothing of this run.
 */
export async function historyBetween(metricsFile: string, from: number, to: number): Promise<RunHistory | null> {
  let text: string
  try {
    const file = await openPlainFile(metricsFile)
    if (!file) return null
    try {
      text = await file.readFile('utf8')
    } finally {
      await file.close()
    }
  } catch (error) {
    // The run wrote none, or a run that started over has set it aside.
    if (isSystemError(error)) return null
    throw error
  }
  const records = text
    .split('\n')
    .map(parseMetricsLine)
    .filter((record) => record !== null && record.time >= from && record.time <= to)
  return records.length > 0 ? extendHistory(emptyHistory, records as never) : null
}

/** What of a workspace's history belongs to one run. */
export function cutHistory(history: RunHistory, from: number, to: number): RunHistory {
  const own = (points: readonly SeriesPoint[]) => points.filter(({ time }) => time >= from && time <= to)
  return {
    ...history,
    spans: history.spans.filter((span) => span.from >= from && span.from <= to),
    loss: own(history.loss),
    validation: own(history.validation),
    figures: history.figures.map(({ name, points }) => ({ name, points: own(points) })),
  }
}

/** Keeps a run's figures in its folder, so that they outlive the workspace's. */
export function keepCurve(folder: RunFolder, { loss: trained, validation, figures }: RunHistory): void {
  const loss = trained.length > 0 ? trained : (figures.find(({ name }) => name === 'loss')?.points ?? [])
  if (loss.length < 2) return
  const thinned = (points: readonly SeriesPoint[]) => thinnedPoints(points, mostPoints, mostPoints / 2 - 1)
  const curve: RunCurve = { loss: thinned(loss), validation: thinned(validation) }
  try {
    writeFileDurably(curveFileOf(folder), JSON.stringify(curve), { mode: 0o600 })
  } catch (error) {
    // A full disk: the run has no curve to compare, and everything else is as it was.
    if (!isSystemError(error)) throw error
  }
}

/** A run's figures as they were kept; null when there are none. */
export async function readCurve(folder: RunFolder): Promise<RunCurve | null> {
  try {
    const value: unknown = JSON.parse(await readFile(curveFileOf(folder), 'utf8'))
    return isCurve(value) ? value : null
  } catch (error) {
    if (isSystemError(error) || error instanceof SyntaxError) return null
    throw error
  }
}

/** Where a run's figures are kept. */
export function curveFileOf(folder: RunFolder): string {
  return join(folder.path, 'curve.json')
}

function isCurve(value: unknown): value is RunCurve {
  if (typeof value !== 'object' || value === null) return false
  const { loss, validation } = value as Record<string, unknown>
  return [loss, validation].every((points) => Array.isArray(points) && points.every(isPoint))
}

function isPoint(value: unknown): value is SeriesPoint {
  if (typeof value !== 'object' || value === null) return false
  const point = value as Record<string, unknown>
  return ['time', 'item', 'value'].every((name) => Number.isFinite(point[name]))
}
