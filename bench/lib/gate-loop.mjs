// Bundled by gate.mjs and run on its own: the trainer's loop, and one of tiny items, with and without the pause gate.
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPauseGate } from '../../src/runs/pause-gate'
import { startBackend } from '../../src/runs/trainer/learning-backend'
import { listingsOf } from '../../src/runs/trainer/listings'
import { createPriceModel, freshState } from '../../src/runs/trainer/price-model'
import { modeDefaults } from '../../src/runs/trainer/settings'
import { readTable } from '../../src/runs/trainer/table'
import { planTraining } from '../../src/runs/trainer/training-plan'
import { initialWeights, layerParts } from '../../src/runs/trainer/weights'

const [assetFolder, rounds] = [process.argv[2], Number(process.argv[3])]

/** As often as the gate does. */
const turnEveryMs = 15

const gate = createPauseGate({
  kind: 'training',
  pauseFileName: 'pause.txt',
  pauseFile: join(tmpdir(), `fermata-bench-${process.pid}`, 'pause.txt'),
  printer: { print() {} },
  stop: { requested: false, whenRequested: new Promise(() => {}) },
})

async function withGate(item, count) {
  for (let i = 0; i < count; i += 1) {
    item()
    const held = gate.checkpoint()
    if (held) await held
  }
}

/** The same loop without a gate; it lets the event loop turn as often, as it must to hear Ctrl+C. */
async function without(item, count) {
  let turnedAt = performance.now()
  for (let i = 0; i < count; i += 1) {
    item()
    if (performance.now() - turnedAt < turnEveryMs) continue
    await new Promise(setImmediate)
    turnedAt = performance.now()
  }
}

async function rateOf(loop, item, count) {
  const from = performance.now()
  await loop(item, count)
  return (count / (performance.now() - from)) * 1000
}

/** Each round does both, in an order that changes, so that what slows the machine down slows both. */
async function compare(item, count) {
  await withGate(item, count)
  await without(item, count)
  const pairs = []
  for (let round = 0; round < rounds; round += 1) {
    const isGateFirst = round % 2 === 0
    const first = await rateOf(isGateFirst ? withGate : without, item, count)
    const second = await rateOf(isGateFirst ? without : withGate, item, count)
    pairs.push(isGateFirst ? { gate: first, plain: second } : { gate: second, plain: first })
  }
  return pairs
}

async function trainingItem() {
  await startBackend(assetFolder)
  const { listings: limit, batchSize, firstRate: rate, weightDecay } = modeDefaults.sample
  const listings = listingsOf(readTable(join(assetFolder, 'diamonds.csv')), { target: 'price', seed: 1, limit })
  const plan = planTraining(listings, 1000, batchSize, 1)
  const model = createPriceModel(listings.width, freshState(initialWeights(layerParts(listings.width), 1)))
  let at = 0
  return () => model.learn(plan.batch(at++ % plan.total), { rate, weightDecay })
}

/** Some 20 µs of arithmetic. */
function tinyItem() {
  let sum = 0
  const work = (turns) => {
    for (let i = 1; i <= turns; i += 1) sum += Math.sqrt(i)
  }
  work(1e6)
  const from = performance.now()
  work(1e6)
  const turns = Math.round((0.02 / (performance.now() - from)) * 1e6)
  return () => work(turns)
}

async function main() {
  const training = await compare(await trainingItem(), 600)
  const tiny = await compare(tinyItem(), 12_000)
  process.stdout.write(JSON.stringify({ training, tiny }))
}

// Not awaited here: the bundle is CommonJS, as the learning library wants it.
void main()
