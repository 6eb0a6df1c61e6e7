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
    testTimeout: 20_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
  },
});
