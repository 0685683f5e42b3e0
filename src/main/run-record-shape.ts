import * as v from 'valibot'

const time = v.pipe(v.number(), v.finite())
const pid = v.pipe(v.number(), v.safeInteger(), v.minValue(2))

const outcome = v.variant('kind', [
  v.object({ kind: v.picklist(['completed', 'stopped', 'lost']) }),
  v.object({ kind: v.literal('failed'), exitCode: v.number() }),
  v.object({ kind: v.literal('killed'), signal: v.string() }),
  v.object({ kind: v.literal('notSpawned'), reason: v.string(), program: v.string() }),
])

const identity = v.object({ pid, startedAt: v.nullable(v.string()), bootId: v.nullable(v.string()) })

/**
 * What a run's record must look like.
 *
 * One whose process is named in a way that can't be leads to no process: its run is shown, and nothing is ever signalled.
 */
export const runRecordShape = v.pipe(
  v.object({
    runId: v.string(),
    profileId: v.string(),
    commandLine: v.array(v.string()),
    workspace: v.string(),
    pauseFile: v.string(),
    startedAt: time,
    /** Missing in the records of earlier versions. */
    token: v.optional(v.nullable(v.string()), null),
    pid: v.fallback(v.nullable(pid), null),
    identity: v.fallback(v.nullable(identity), null),
    stopAskedAt: v.nullable(time),
    ended: v.nullable(v.object({ at: time, outcome })),
  }),
  v.transform((record) =>
    record.pid === (record.identity?.pid ?? null) ? record : { ...record, pid: null, identity: null },
  ),
)
