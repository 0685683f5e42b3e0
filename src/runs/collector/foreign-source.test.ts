import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { killLeftPrograms } from '../support/built-program'
import { temporaryFolder } from '../support/temporary-folder'
import { until } from '../support/until'
import { numberIn, rowsIn, runCollector } from './support/built-collector'

const closers: (() => void)[] = []

afterEach(() => {
  killLeftPrograms()
  for (const close of closers.splice(0)) close()
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done)
  })
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}

/** Starts json-server from npm, a JSON server that isn't ours, on some flats; returns its address. */
async function startJsonServer(folder: string): Promise<string> {
  const flats = Array.from({ length: 57 }, (_, n) => ({
    id: n + 1,
    rent: 500 + n,
    where: { city: 'Bonn', zip: '53111' },
  }))
  const data = join(folder, 'flats.json')
  writeFileSync(data, JSON.stringify({ flats }))
  const program = createRequire(import.meta.url).resolve('json-server/lib/cli/bin.js')
  const port = await freePort()
  const child = spawn(process.execPath, [program, '--host', '127.0.0.1', '--port', String(port), data], {
    stdio: 'ignore',
  })
  closers.push(() => child.kill('SIGKILL'))
  const url = `http://127.0.0.1:${port}/flats`
  let isUp = false
  const look = async (): Promise<void> => {
    isUp ||= await fetch(`${url}/1`).then(
      (response) => response.ok,
      () => false,
    )
    if (!isUp) setTimeout(() => void look(), 50)
  }
  void look()
  await until('json-server', () => isUp)
  return url
}

test('a JSON server of another make is collected with options only', async () => {
  const folder = temporaryFolder()
  const url = await startJsonServer(folder)
  const workspace = join(folder, 'workspace')
  const args = ['--workspace', workspace, '--source', `${url}?_page={page}&_limit=10`, '--cycles', '1']
  // A page is an array; the next one is named in the Link header.
  const shape = ['--items', '$', '--listing', `${url}/{id}`, '--require', 'rent:number']
  const { code, err } = await runCollector([...args, ...shape])
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(numberIn(workspace, 'SELECT count(*) FROM listings')).toBe(57)
  expect(rowsIn(workspace, `SELECT id, rent, where_city, where_zip FROM listings WHERE id = '57'`)).toEqual([
    { id: '57', rent: 556, where_city: 'Bonn', where_zip: '53111' },
  ])
  expect(numberIn(workspace, 'SELECT pages FROM run')).toBe(6)
})
