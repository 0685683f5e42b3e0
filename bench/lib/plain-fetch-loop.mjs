// What the collector is compared with: reads the pages, and each listing of a page with fetch, so many at a time; keeps
// nothing. Goes round until it is ended, and says ten times a second how many listings it has read.
const [source, at] = process.argv.slice(2)
let listings = 0
// While it is stopped for a turn of the other program the server closes its connections.
const ask = (url) => fetch(url).catch(() => ask(url))
setInterval(() => process.stdout.write(`${listings}\n`), 100)

for (let next = `${source}?page=1`; ; ) {
  const { items, next: following } = await (await ask(next)).json()
  const each = items[Symbol.iterator]()
  await Promise.all(
    Array.from({ length: Number(at) }, async () => {
      for (const { id } of each) {
        await (await ask(`${source}/${id}`)).text()
        listings += 1
      }
    }),
  )
  next = following === null ? `${source}?page=1` : new URL(following, source).href
}
