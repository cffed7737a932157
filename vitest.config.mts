import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{shared,electron,renderer}/**/*.test.{ts,tsx}', 'build/*.test.mjs'],
          // Real serial lines and HID devices stand beside pure rules: on a busy machine five seconds are no hang.
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          exclude: ['tests/integration/trial*.test.ts'],
          globalSetup: 'tests/support/global-mongod.ts',
          // They share one mongod; on two cores more at once only wait for each other.
          maxWorkers: 2,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        // The product with the tests' own station in its tables.
        ssr: { resolve: { conditions: ['trial', 'module', 'node', 'development|production'] } },
        test: {
          name: 'trial',
          include: ['tests/integration/trial*.test.ts'],
          maxWorkers: 2,
          globalSetup: 'tests/support/global-mongod.ts',
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          include: ['tests/faults/**/*.test.ts'],
          globalSetup: 'tests/support/global-mongod.ts',
          // They kill, cut and fill: a neighbour's load would be part of the result.
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
