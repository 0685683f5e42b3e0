import { Agent, EnvHttpProxyAgent, type Dispatcher } from 'undici'

/** How connections to sites behave. */
export interface ConnectionOptions {
  readonly timeoutMs: number
  readonly env?: NodeJS.ProcessEnv
}

/** Connecting takes at most so long: a site that is there answers within a second or two. */
const connectMs = 10_000

/** Connections that the collector opens, kept for further requests. */
export interface Connections {
  /** The way to a site: through the proxy of HTTP_PROXY, HTTPS_PROXY and NO_PROXY, or straight to it. */
  to(url: URL): Dispatcher
  /** Cuts all connections, also those that are still being made; the next request opens new ones. */
  cut(): void
  close(): Promise<void>
}

/** Opens no connection yet. */
export function createConnections({ timeoutMs, env = process.env }: ConnectionOptions): Connections {
  const options = {
    // One question at a time is all that is asked.
    connections: 1,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect: { timeout: Math.min(connectMs, timeoutMs) },
    // Longer than any pause between two requests to one host that a usual --rate makes.
    keepAliveTimeout: 15_000,
  }
  const straightWay = (): Dispatcher => new Agent(options)
  const proxiedWay = (): Dispatcher | null =>
    hasProxy(env) ? withoutWarning(() => new EnvHttpProxyAgent(options)) : null
  let straight = straightWay()
  let proxied = proxiedWay()
  const destroy = async (): Promise<void> => {
    await Promise.all([straight.destroy(), proxied?.destroy()])
  }
  return {
    to: (url) => (proxied !== null && !isThisMachine(url.hostname) ? proxied : straight),
    cut() {
      void destroy()
      straight = straightWay()
      proxied = proxiedWay()
    },
    close: destroy,
  }
}

/** No proxy can reach what runs beside the collector, so none is asked to. */
export function isThisMachine(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/i.test(hostname)
}

function hasProxy(env: NodeJS.ProcessEnv): boolean {
  return Boolean(env.http_proxy || env.HTTP_PROXY || env.https_proxy || env.HTTPS_PROXY)
}

/** The library warns on standard error that its interface may change; the version is pinned, and no user can act on it. */
function withoutWarning<Made>(make: () => Made): Made {
  const { emitWarning } = process
  process.emitWarning = () => {}
  try {
    return make()
  } finally {
    process.emitWarning = emitWarning
  }
}
