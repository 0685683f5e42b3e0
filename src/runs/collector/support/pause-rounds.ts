import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import type { StartedProgram } from '../../support/built-program'
import { until } from '../../support/until'
import { startCollector } from './built-collector'
import { expectWhole } from './kill-rounds'
import { startListingServer, type ListingServer, type Reply, type Seen } from './listing-server'
import type { Seeded } from './seeded'

/** What was done to a collection while it went on. */
export interface Disturbances {
  pauses: number
  withdrawn: number
  stops: number
}

const pausedText = "PAUSE DETECTED: Collection paused\nDelete 'pause_collector.txt' to resume collection\n"

/**
 * Pauses, resumes and stops a collection again and again, from a site that is slow, hangs and fails, until it is done.
 *
 * While the run says that it is paused the site must see no request and the run must print nothing.
 */
export async function collectUnderPauses(folder: string, sequences: number, random: Seeded): Promise<Disturbances> {
  const server = await startListingServer({ count: 60 * sequences, perPage: 12, reply: moodySite(random) })
  const workspace = join(folder, 'workspace')
  const pauseFile = join(workspace, 'pause_collector.txt')
  const args = ['--workspace', workspace, '--source', server.url, '--cycles', '1', '--workers', '6']
  const patience = ['--timeout', '0.7', '--retry-wait', '0.05', '--tries', '20']
  const did: Disturbances = { pauses: 0, withdrawn: 0, stops: 0 }
  const start = async (): Promise<StartedProgram> => {
    const started = startCollector([...args, ...patience])
    await started.waitFor('Collecting from')
    return started
  }
  let collector = await start()
  try {
    for (let step = 0; step < sequences; step += 1) {
      await sleep(random.between(0, 250))
      if (random.chance(0.25)) {
        collector.kill('SIGINT')
        await expectSaved(collector)
        did.stops += 1
      } else await pauseOnce({ collector, server, pauseFile, random, did })
      if (collector.child.exitCode === 0) break
      if (collector.child.exitCode !== null) collector = await start()
    }
    const { code, out, err } = await collector.outcome
    expect({ code, out, err }).toMatchObject({
      code: 0,
      err: expect.not.stringContaining('is started again') as string,
    })
    expectWhole(workspace, server)
    return did
  } finally {
    await server.close()
  }
}

interface Pausing {
  readonly collector: StartedProgram
  readonly server: ListingServer
  readonly pauseFile: string
  readonly random: Seeded
  readonly did: Disturbances
}

async function pauseOnce({ collector, server, pauseFile, random, did }: Pausing): Promise<void> {
  const printedBefore = collector.printed.out.length
  const isPaused = (): boolean => collector.printed.out.slice(printedBefore).includes(pausedText)
  writeFileSync(pauseFile, '')
  if (random.chance(0.4)) {
    // Too short a pause to be answered in most cases.
    await sleep(random.between(0, 60))
    rmSync(pauseFile)
    did.withdrawn += 1
    return
  }
  await until('the collector to pause or end', () => isPaused() || collector.child.exitCode !== null)
  if (!isPaused()) return rmSync(pauseFile)
  did.pauses += 1
  const seenBefore = { ...server.seen }
  const outBefore = collector.printed.out
  await sleep(random.between(30, 300))
  expect(server.seen).toEqual(seenBefore)
  expect(collector.printed.out).toBe(outBefore)
  if (random.chance(0.2)) {
    collector.kill('SIGINT')
    await expectSaved(collector)
    rmSync(pauseFile)
    return
  }
  rmSync(pauseFile)
  await until('RESUMING', () =>
    collector.printed.out.slice(outBefore.length).startsWith('RESUMING: Collection resumed\n'),
  )
}

async function expectSaved(collector: StartedProgram): Promise<void> {
  const { code, out, err } = await collector.outcome
  expect(err).not.toContain('is started again')
  if (code === 0) return expect(out).toContain('Finished:')
  expect({ code, err, end: out.trimEnd().split('\n').at(-1) }).toMatchObject({
    code: 130,
    end: expect.stringMatching(/^Progress saved: \d+ of \d+ items$/) as string,
  })
}

/** Every listing is answered in the end; before that it may be slow, never answered, an error, or a cut connection. */
function moodySite(random: Seeded) {
  return ({ id, times }: Seen): Reply | undefined => {
    const delayMs = random.whole(0, 25)
    if (id === null || times > 3) return { delayMs }
    if (random.chance(0.02)) return { hang: true }
    if (random.chance(0.03)) return { cut: true }
    if (random.chance(0.03)) return { status: 500, delayMs }
    if (random.chance(0.02)) return { delayMs: random.whole(200, 500) }
    return { delayMs }
  }
}
