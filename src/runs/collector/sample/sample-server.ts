import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { parentPort, workerData } from 'node:worker_threads'
import { createSampleAnswers, type SampleAnswers } from './sample-answers'
import { createSampleListings, samplePages } from './sample-listings'

/** What the sample's server is started with. */
export interface SampleSetup {
  readonly seed: number
  readonly withDelays: boolean
  /** How many pages of listings; for measurements. */
  readonly pages?: number
}

/** From the collector: prices are those of this cycle now. The server answers with `ready` each time it has done so. */
export interface SampleCycle {
  readonly cycle: number
}

/** From the server, once it listens and after each new cycle. */
export interface SampleReady {
  readonly port: number
}

/**
 * Serves the sample on this machine only: a thread of the collector, so that it costs the main thread nothing.
 *
 * Started by itself (`node collector-sample.cjs --seed 1 --no-delays`) it prints its port and serves until it is ended.
 */
async function serve({ seed, withDelays, pages }: SampleSetup): Promise<{ answers: SampleAnswers; port: number }> {
  const table = readFileSync(join(import.meta.dirname, 'assets', 'diamonds.csv'), 'utf8')
  const answers = createSampleAnswers(createSampleListings(table, seed, pages), withDelays)
  const server = createServer((request, response) => respond(answers, request, response))
  // A pause may be long: connections that were kept meanwhile are closed by us as by any site.
  server.keepAliveTimeout = 5000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve)
  })
  return { answers, port: (server.address() as AddressInfo).port }
}

function respond(answers: SampleAnswers, request: IncomingMessage, response: ServerResponse): void {
  const { status, headers, body, delayMs } = answers.answer(
    request.url ?? '/',
    request.headers['if-none-match'] ?? null,
  )
  const send = (): void => {
    response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body)
  }
  if (delayMs > 0) setTimeout(send, delayMs)
  else send()
}

async function main(): Promise<void> {
  if (parentPort === null) {
    const {
      seed,
      pages,
      'no-delays': noDelays,
    } = parseArgs({
      options: {
        seed: { type: 'string', default: '1' },
        pages: { type: 'string', default: String(samplePages) },
        'no-delays': { type: 'boolean', default: false },
      },
    }).values
    const { port } = await serve({ seed: Number(seed), withDelays: !noDelays, pages: Number(pages) })
    process.stdout.write(`${port}\n`)
    return
  }
  const port = parentPort
  const served = await serve(workerData as SampleSetup)
  const ready: SampleReady = { port: served.port }
  port.on('message', ({ cycle }: SampleCycle) => {
    served.answers.setCycle(cycle)
    port.postMessage(ready)
  })
  port.postMessage(ready)
}

// An error ends the thread or process with its reason, which is all that can be done.
void main()
