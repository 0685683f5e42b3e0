import { defineConfig } from 'vitest/config'

// Tests of the packaged app: they make the package first, which takes a minute.
export default defineConfig({
  test: {
    include: ['packaging/**/*.test.mjs'],
    pool: 'forks',
    testTimeout: 180_000,
    hookTimeout: 600_000,
  },
})
