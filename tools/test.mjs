// `npm test`: everything that must hold, in order; each step runs and tells, and one that fails fails the whole.
import { ensureInstalled, requireNode, run, runTool } from './prepare.mjs';

const source = ['--conditions=source', '--import', 'tsx'];

/** Name → how it runs; more arguments go to the tests (`npm test -- packages/ledger`). */
const steps = {
  'biome check': () => runTool('@biomejs/biome/bin/biome', ['check', '.']),
  'types of the packages and the server': () => runTool('typescript/bin/tsc', ['-b']),
  'types of the tests and tools': () => runTool('typescript/bin/tsc', ['-p', 'tools']),
  'types of the console': () => runTool('typescript/bin/tsc', ['--noEmit', '-p', 'apps/web/tsconfig.json']),
  'unused code (knip)': () => runTool('knip/bin/knip.js', []),
  'house rules (tidy)': () => run(process.execPath, [...source, 'tools/tidy.ts']),
  tests: () => runTool('vitest/vitest.mjs', ['run', ...process.argv.slice(2)]),
};

requireNode();
await ensureInstalled();

const failed = [];
for (const [name, step] of Object.entries(steps)) {
  process.stdout.write(`\n── ${name}\n`);
  if ((await step()) !== 0) failed.push(name);
}
process.stdout.write(failed.length > 0 ? `\nFAILED: ${failed.join(', ')}\n` : '\nAll steps passed.\n');
process.exitCode = failed.length > 0 ? 1 : 0;
