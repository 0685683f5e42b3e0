import type { Database } from './database'
import type { FieldValue } from './listing-check'

/** Which column of `listings` holds which field; grows as new fields turn up. */
export interface FieldColumns {
  /** Makes sure that there is a column for each field, as far as columns are left. True when the columns changed. */
  ensure(fields: Readonly<Record<string, FieldValue>>): boolean
  /** Field names and their columns, in the order in which they came up. */
  readonly entries: readonly (readonly [name: string, column: string])[]
  /** Reads the columns anew, after a transaction that may have added some was taken back. */
  reload(): void
}

/** A source whose listings have ever new fields must not make an endless table; what is over stays in the body. */
const mostColumns = 200

/** The columns that each listing has, whatever its source says. */
export const ownColumns = ['id', 'source_url', 'first_seen', 'last_seen', 'changed_at', 'body'] as const

/** Opens the list of columns. */
export function fieldColumns(database: Database): FieldColumns {
  let entries: [string, string][] = []
  let names = new Set<string>()
  const select = database.prepare('SELECT name, column_name AS column FROM listing_fields')
  const insert = database.prepare('INSERT INTO listing_fields VALUES (?, ?)')
  const table = database.prepare('SELECT name FROM pragma_table_info(?)')

  function reload(): void {
    const rows = new Map((select.all() as { name: string; column: string }[]).map(({ name, column }) => [column, name]))
    const columns = (table.all('listings') as { name: string }[]).map(({ name }) => name)
    entries = columns.flatMap((column) => {
      const name = rows.get(column)
      return name === undefined ? [] : [[name, column] as [string, string]]
    })
    names = new Set(entries.map(([name]) => name))
  }

  function add(name: string): void {
    const taken = new Set([...ownColumns, ...entries.map(([, column]) => column.toLowerCase())])
    const column = freeName(name, taken)
    database.change(`ALTER TABLE listings ADD COLUMN ${quoted(column)}`)
    insert.run(name, column)
    entries.push([name, column])
    names.add(name)
  }

  reload()
  return {
    get entries() {
      return entries
    },
    reload,
    ensure(fields) {
      let hasChanged = false
      for (const name of Object.keys(fields)) {
        // The source's own id is the table's id already.
        if (name === 'id' || names.has(name) || entries.length >= mostColumns) continue
        add(name)
        hasChanged = true
      }
      return hasChanged
    },
  }
}

/** SQLite takes names that differ only in case for the same. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  const wanted = name.replaceAll('\0', '').slice(0, 100) || 'field'
  for (let count = 1; ; count += 1) {
    const candidate = count === 1 ? wanted : `${wanted}_${count}`
    if (!taken.has(candidate.toLowerCase())) return candidate
  }
}

/** A name as SQL writes it, whatever it holds. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
