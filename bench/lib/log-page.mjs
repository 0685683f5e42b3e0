/** Put into the app's page: opens logs as the log view does, and takes times. Needs nothing from outside itself. */
export function installLogPage() {
  const ports = new Map()
  let heard = () => {}
  window.addEventListener('message', ({ source, data, ports: [port] }) => {
    if (source !== window || data?.kind !== 'fermata:logPort') return
    ports.set(data.id, port)
    heard()
  })

  async function portOf(id) {
    while (!ports.has(id)) await new Promise((done) => (heard = done))
    return ports.get(id)
  }

  /** The first question is asked in the same breath, as the log view does. */
  window.openLogForBench = async (profileId) => {
    const from = performance.now()
    const { id } = await window.fermata.openLog(profileId, null)
    const port = await portOf(id)
    const news = new Map()
    const waiting = new Map()
    let asked = 0
    let told = () => {}
    port.addEventListener('message', ({ data }) => {
      if (data.kind === 'answer') return waiting.get(data.id)(data)
      news.set(data.kind, data)
      told()
    })
    port.start()
    const ask = (kind, fields) => {
      asked += 1
      port.postMessage({ ...fields, kind, id: asked })
      return new Promise((done) => waiting.set(asked, done))
    }
    const until = async (kind, isSo) => {
      while (!isSo(news.get(kind) ?? {})) await new Promise((done) => (told = done))
      return news.get(kind)
    }
    const close = () => port.close()
    window.logForBench = { from, ask, until, close, lastId: () => asked }
  }
}

/** In the page: how long an opened log takes to its first screen and to its last counted line. */
export async function timesOfOpening(profileId) {
  await window.openLogForBench(profileId)
  const { from, ask, until } = window.logForBench
  const { value } = await ask('tail', { count: 60 })
  const firstScreen = performance.now() - from
  const { lineCount } = await until('size', ({ isComplete }) => isComplete)
  return { firstScreen, rows: value.rows.length, indexed: performance.now() - from, lineCount }
}

/** In the page: how long each of some jumps to lines takes, until a screen of them is there. */
export async function timesOfJumps(lines) {
  const times = []
  for (const first of lines) {
    const from = performance.now()
    const { value } = await window.logForBench.ask('lines', { first, count: 60 })
    times.push(performance.now() - from)
    if (value.rows[0].number !== first) throw new Error(`Line ${first} was asked for`)
  }
  return times
}

/** In the page: how long a search of the whole log takes, and how long to the first news of a hit. */
export async function timesOfSearch(query) {
  const { ask, until, lastId } = window.logForBench
  const from = performance.now()
  await ask('find', { query })
  const id = lastId()
  await until('find', (news) => news.id === id && (news.lineCount > 0 || !news.isSearching))
  const firstHit = performance.now() - from
  const { lineCount, problem } = await until('find', (news) => news.id === id && !news.isSearching)
  if (problem) throw new Error(problem)
  return { firstHit, all: performance.now() - from, lineCount }
}

/** In the page: waits until errors and pauses are marked, which goes on behind everything else. */
export async function untilMarked() {
  await window.logForBench.until('marks', ({ isComplete }) => isComplete)
}
