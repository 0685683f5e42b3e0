import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'out/e2e',
  globalSetup: './scripts/lib/playwright-setup.mjs',
  // The tests share a display and measure real processes.
  workers: 1,
  retries: 0,
  timeout: 60_000,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: { trace: 'off', screenshot: 'only-on-failure' },
})
