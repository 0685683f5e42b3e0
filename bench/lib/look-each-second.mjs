import { existsSync, rmSync, writeFileSync } from 'node:fs'

/** Milliseconds until a file is seen by a look each second, as simple tools do it; it comes at a random moment in between. */
export async function lookEachSecond(file, trials) {
  const times = []
  for (let trial = 0; trial < trials; trial += 1) {
    const from = performance.now() + Math.random() * 1000
    times.push(
      await new Promise((done) => {
        setTimeout(() => writeFileSync(file, ''), from - performance.now())
        const timer = setInterval(() => {
          if (!existsSync(file)) return
          clearInterval(timer)
          done(performance.now() - from)
        }, 1000)
      }),
    )
    rmSync(file)
  }
  return times
}
