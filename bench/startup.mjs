import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { report } from './lib/report.mjs'
import { startUpFigures } from './lib/start-up.mjs'

// Fermata's first screen, with nothing saved yet.
const root = mkdtempSync(join(tmpdir(), 'fermata-bench-'))
try {
  report('startup', await startUpFigures({ root, userData: join(root, 'fermata'), settleMs: 1500, what: '' }))
} finally {
  rmSync(root, { recursive: true, force: true, maxRetries: 5 })
}
