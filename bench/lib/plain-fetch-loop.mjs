// What the collector is compared with: reads the pages, and each listing of a page with fetch, so many at a time; keeps
// nothing. Goes round until it is ended, and says ten times a second how many listings it has read.
import { setTimeout as delay } from 'node:timers/promises'

const [source, at] = process.argv.slice(2)
let listings = 0
setInterval(() => process.stdout.write(`${listings}\n`), 100)

/** While it is stopped for a turn of the other program the server closes its connections, also in the midst of an answer. */
async function read(url) {
  for (;;) {
    try {
      const answer = await fetch(url)
      return await answer.text()
    } catch {
      await delay(1)
    }
  }
}

for (let next = `${source}?page=1`; ; ) {
  const { items, next: following } = JSON.parse(await read(next))
  const each = items[Symbol.iterator]()
  await Promise.all(
    Array.from({ length: Number(at) }, async () => {
      for (const { id } of each) {
        await read(`${source}/${id}`)
        listings += 1
      }
    }),
  )
  next = following === null ? `${source}?page=1` : new URL(following, source).href
}
