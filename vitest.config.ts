import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'scripts/**/*.test.mjs', 'e2e/support/**/*.test.ts'],
    pool: 'forks',
    // Many tests start real programs, on machines that are busy.
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
})
