import { defineConfig } from 'vitest/config'

/** The long versions of some tests, an hour and more: `npm run test:soak`, after a build. */
export default defineConfig({
  test: {
    include: ['src/**/*.soak.ts', 'e2e/**/*.soak.ts'],
    // Some open windows: they want a display and Electron, as the tests of the window do.
    globalSetup: './scripts/lib/playwright-setup.mjs',
    pool: 'forks',
    // One after the other: they load the machine by themselves.
    fileParallelism: false,
    testTimeout: 600_000,
  },
})
