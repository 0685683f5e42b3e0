import { readFile } from 'node:fs/promises'
import { protocol } from 'electron'
import { hasCode } from '../platform/plain-reason'
import { servedFile } from './served-file'

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ')

/** Makes `app:` a scheme with an origin of its own; to be called before the app is ready. */
export function registerAppProtocol(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Serves the files of the renderer's folder, and nothing else, under a strict policy. */
export function serveAppProtocol(rendererFolder: string): void {
  protocol.handle('app', async (request) => {
    const file = servedFile(rendererFolder, request.url)
    if (!file) return refusal(404)
    if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405)
    try {
      return new Response(await readFile(file.path), { headers: headersOf(file.contentType) })
    } catch (error) {
      if (hasCode(error, 'ENOENT', 'ENOTDIR', 'EISDIR')) return refusal(404)
      throw error
    }
  })
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: headersOf('text/plain') })
}

function headersOf(contentType: string): Record<string, string> {
  return {
    'Content-Type': contentType,
    'Content-Security-Policy': contentSecurityPolicy,
    'X-Content-Type-Options': 'nosniff',
  }
}
