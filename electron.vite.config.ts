import { copyFileSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { build, type Plugin } from 'vite'

const require = createRequire(import.meta.url)

/** What Electron 33 and Node 20.18 understand: electron-vite would take its targets from the declared, newer Electron. */
const nodeTarget = 'node20.18'
const chromeTarget = 'chrome130'

/** The trainer's data and its WebAssembly kernels stand beside the built program, so that it starts from anywhere. */
function copyTrainerAssets(): Plugin {
  const wasmDir = dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json'))
  const dataDir = dirname(require.resolve('@observablehq/sample-datasets/diamonds.csv'))
  return {
    name: 'fermata:trainer-assets',
    writeBundle(options) {
      const target = join(options.dir ?? 'out/main', 'assets')
      mkdirSync(target, { recursive: true })
      copyFileSync(join(dataDir, 'diamonds.csv'), join(target, 'diamonds.csv'))
      for (const file of ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm'])
        copyFileSync(join(wasmDir, 'dist', file), join(target, file))
    },
  }
}

/** The module for Node programs of one's own: people copy it, so it is one file that needs nothing beside it. */
function buildNodeModule(): Plugin {
  return {
    name: 'fermata:node-module',
    async writeBundle() {
      await build({
        configFile: false,
        logLevel: 'warn',
        build: {
          target: nodeTarget,
          outDir: 'out/node',
          minify: false,
          lib: { entry: resolve('src/runs/fermata-pause.ts'), formats: ['es'], fileName: () => 'fermata-pause.mjs' },
          rolldownOptions: { external: /^node:/ },
        },
      })
    },
  }
}

export default defineConfig({
  main: {
    plugins: [copyTrainerAssets(), buildNodeModule()],
    build: {
      target: nodeTarget,
      externalizeDeps: false,
      rolldownOptions: {
        // Native: it finds its binary beside its own files.
        external: ['@photostructure/sqlite'],
        input: {
          index: resolve('src/main/index.ts'),
          fermata: resolve('src/main/command/main.ts'),
          'log-service': resolve('src/log-service/main.ts'),
          'log-search': resolve('src/log-service/search-worker.ts'),
          trainer: resolve('src/runs/trainer/main.ts'),
          verify: resolve('src/runs/verify/main.ts'),
          collector: resolve('src/runs/collector/main.ts'),
          'check-run': resolve('src/runs/check-run/main.ts'),
          'collector-worker': resolve('src/runs/collector/fetch-worker.ts'),
          'collector-sample': resolve('src/runs/collector/sample/sample-server.ts'),
        },
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name].cjs' },
      },
    },
  },
  preload: {
    build: {
      target: nodeTarget,
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: resolve('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    plugins: [react()],
    build: {
      target: chromeTarget,
      minify: true,
      // The policy lets fonts and pictures come from the app's own files only, so none may become a data: address.
      assetsInlineLimit: 0,
      rolldownOptions: { input: resolve('src/renderer/index.html') },
    },
  },
})
