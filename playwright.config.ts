import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.test.ts',
  outputDir: 'test-results',
  // One screen, one keyboard focus: real keys reach the window in front.
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  // Real windows, real kills, two cores: in CI a test may be tried once more, and is then reported as flaky.
  retries: process.env['CI'] ? 1 : 0,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
})
