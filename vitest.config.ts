import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// Without `import` and `module`: the workers get these as --conditions, and require() of pg would find its ESM half.
const conditions = ['source', 'node'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: [
      'packages/*/{src,test}/**/*.test.ts',
      'apps/*/{src,e2e}/**/*.test.{ts,tsx}',
      '{tools,bench}/**/*.test.ts',
    ],
    globalSetup: ['tools/testing/global-setup.ts'],
    pool: 'forks',
    execArgv: ['--conditions=source'],
    // Left to itself it keeps one processor free, which of two is half the time.
    maxWorkers: Math.max(2, availableParallelism()),
    testTimeout: 60_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
  },
});
