import { join } from 'node:path'

/** Where a collection keeps what it makes, in the workspace. */
export interface CollectorFiles {
  readonly database: string
  readonly folder: string
  readonly status: string
  readonly metrics: string
  /** A folder: what workers have done and the database doesn't hold yet. */
  readonly journals: string
}

/** The files of the collection in a workspace. */
export function collectorFiles(workspace: string): CollectorFiles {
  const folder = join(workspace, 'collector')
  return {
    database: join(workspace, 'collector.db'),
    folder,
    status: join(folder, 'status.json'),
    metrics: join(folder, 'metrics.jsonl'),
    journals: join(folder, 'journals'),
  }
}
