import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { RunFailure, reasonOf } from '../../run-failure'
import type { SampleCycle, SampleReady, SampleSetup } from './sample-server'

/** The sample's server, running in a thread. */
export interface SampleThread {
  /** Where it listens this time: `http://127.0.0.1:PORT`. */
  readonly address: string
  /** Resolves when its prices are those of the cycle. */
  setCycle(cycle: number): Promise<void>
  close(): Promise<void>
}

/** Starts the sample's server; `program` is the built one. */
export async function startSampleThread(program: string, setup: SampleSetup): Promise<SampleThread> {
  const thread = new Worker(program, { workerData: setup, name: 'collector sample' })
  try {
    const [ready] = (await once(thread, 'message')) as [SampleReady]
    return {
      address: `http://127.0.0.1:${ready.port}`,
      async setCycle(cycle) {
        const isSet = once(thread, 'message')
        thread.postMessage({ cycle } satisfies SampleCycle)
        await isSet
      },
      async close() {
        await thread.terminate()
      },
    }
  } catch (error) {
    throw new RunFailure('failed', `The sample can't be served: ${reasonOf(error)}`, { cause: error })
  }
}
