import type { RateLimit } from '../../shared/collector-lines'
import type { Database } from './database'

/** Hosts that asked to wait: a stop, a kill or a new start must not ask them sooner. */
export interface HoldTable {
  all(): readonly RateLimit[]
  put(hold: RateLimit): void
  remove(host: string): void
}

/** Opens the holds. */
export function holdTable(database: Database): HoldTable {
  const all = database.prepare('SELECT host, status, until FROM host_holds')
  const put = database.prepare('INSERT OR REPLACE INTO host_holds VALUES (?, ?, ?)')
  const remove = database.prepare('DELETE FROM host_holds WHERE host = ?')
  return {
    all: () => all.all() as RateLimit[],
    put: ({ host, status, until }) => put.run(host, status, Math.ceil(until)),
    remove: (host) => remove.run(host),
  }
}
