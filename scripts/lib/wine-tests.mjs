import { join } from 'node:path'
import { build } from 'rolldown'
import { outDir, projectRoot } from './paths.mjs'

/** Where systems differ, and what needs neither links, signals nor rights, which Wine lacks. */
const tests = [
  'src/runs/pause-gate.test.ts',
  'src/runs/saved-progress.test.ts',
  'src/runs/progress-saver.test.ts',
  'src/runs/tensor-file.test.ts',
  'src/runs/line-printer.test.ts',
  'src/platform/durable-file.test.ts',
  'src/platform/own-file.test.ts',
  'src/platform/replace-file.test.ts',
]

/** Bundles the tests; gives the runner and then the files for it. */
export async function buildWineTests() {
  const folder = join(outDir, 'wine')
  const named = tests.map((test) => [test.replace(/^src\/(.*)\.ts$/, '$1').replaceAll('/', '-'), test])
  const support = join(projectRoot, 'scripts', 'lib')
  await build({
    cwd: projectRoot,
    input: { ...Object.fromEntries(named), runner: join(support, 'wine-runner.mjs') },
    platform: 'node',
    resolve: { alias: { vitest: join(support, 'wine-vitest.mjs') } },
    output: { dir: folder, entryFileNames: '[name].mjs', cleanDir: true },
    logLevel: 'warn',
  })
  return ['runner', ...named.map(([name]) => name)].map((name) => join(folder, `${name}.mjs`))
}
