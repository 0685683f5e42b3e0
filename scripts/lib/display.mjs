import { spawn } from 'node:child_process'
import { SetupError } from './messages.mjs'

const SCREEN = '1600x1200x24'
/** It takes about 0.3 s; a server that hasn't named its display after this long never will. */
const START_LIMIT_MS = 30_000

/**
 * Whether windows can be shown. Only Linux can lack a display.
 *
 * @returns {boolean}
 */
export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

/** Refuses to start a window that nobody could see. */
export function requireDisplay() {
  if (!hasDisplay())
    throw new SetupError('there is no display to open a window on; npm run demo shows the app without one')
}

/**
 * Runs an action with a display: the present one, or else one made for it that nobody sees.
 *
 * @template T
 * @param {() => Promise<T>} action finds the display in process.env.DISPLAY
 * @returns {Promise<T>}
 */
export async function withDisplay(action) {
  const stop = await startDisplay()
  try {
    return await action()
  } finally {
    await stop()
  }
}

/**
 * Makes a display if there is none and names it in process.env.DISPLAY.
 *
 * @returns {Promise<() => Promise<void>>} ends the display
 */
export async function startDisplay() {
  if (hasDisplay()) return async () => {}
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise((resolve) => {
    server.once('exit', resolve).once('error', resolve)
  })
  const kill = () => server.kill()
  process.once('exit', kill)
  try {
    process.env.DISPLAY = `:${await displayNumber(server)}`
  } catch (error) {
    kill()
    throw error
  }
  server.unref()
  server.stdio[3].destroy()
  return async () => {
    delete process.env.DISPLAY
    process.off('exit', kill)
    server.ref()
    kill()
    await ended
  }
}

async function displayNumber(server) {
  let limit
  try {
    return await new Promise((resolve, reject) => {
      const fail = (reason) => reject(new SetupError(`Xvfb made no display (${reason}); install it or set DISPLAY`))
      limit = setTimeout(fail, START_LIMIT_MS, 'it took too long')
      server.once('error', (error) => fail(error.message))
      server.once('exit', (code) => fail(`it ended with ${code}`))
      let text = ''
      server.stdio[3].setEncoding('utf8').on('data', (chunk) => {
        text += chunk
        if (text.includes('\n')) resolve(text.trim())
      })
    })
  } finally {
    clearTimeout(limit)
  }
}
