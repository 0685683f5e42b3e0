// A run that keeps to the contract by the module: writes each item's number into items.txt, its progress into done.txt.
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'

const { PauseGate } = await import(new URL('../../../../out/node/fermata-pause.mjs', import.meta.url).href)

const { values } = parseArgs({
  options: {
    'pause-file': { type: 'string' },
    items: { type: 'string', default: '1000' },
    'item-ms': { type: 'string', default: '20' },
    'save-ms': { type: 'string', default: '0' },
    'tell-items': { type: 'boolean', default: false },
  },
})
const total = Number(values.items)

async function save(done) {
  console.log('saving')
  await sleep(Number(values['save-ms']))
  writeFileSync('done.txt', String(done))
}

const done = existsSync('done.txt') ? Number(readFileSync('done.txt', 'utf8')) : 0
const gate = new PauseGate({ total, save, done })
console.log('ready')
for (let item = done; item < total; item += 1) {
  await gate.checkpoint(item, { loss: 1 / (item + 1), mae: null })
  if (values['tell-items']) console.log(`working on item ${item}`)
  await sleep(Number(values['item-ms']))
  appendFileSync('items.txt', `${item}\n`)
}
console.log('finished')
