import { extname, join, sep } from 'node:path'

/** The host part of the app's own addresses: `app://fermata/index.html`. */
export const appHost = 'fermata'
/** Where the window's page comes from. */
export const appOrigin = `app://${appHost}`

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
}

/** A file of the renderer's folder that may be sent to the window. */
export interface ServedFile {
  readonly path: string
  readonly contentType: string
}

/** The file that an address names; null when it is none of the renderer's own. */
export function servedFile(folder: string, address: string): ServedFile | null {
  const path = pathOf(address)
  if (path === null) return null
  const file = join(folder, path === '/' ? 'index.html' : path)
  const contentType = contentTypes[extname(file)]
  return contentType && file.startsWith(folder + sep) ? { path: file, contentType } : null
}

/** The decoded path of one of the app's own addresses; null for anything that could mean another place. */
function pathOf(address: string): string | null {
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  if (url.protocol !== 'app:' || url.host !== appHost) return null
  let path: string
  try {
    path = decodeURIComponent(url.pathname)
  } catch {
    return null // A `%` that begins no letter.
  }
  // Dots and slashes that were hidden from the address's own clean-up, Windows' separators, drives and streams.
  const isTricky =
    /[\\:\0]/.test(path) || path.split('/').some((part) => part === '..' || part === '.') || /%2f/i.test(url.pathname)
  return isTricky ? null : path
}
