import { farebox } from '../../packages/cli/src/index.ts';

// What `npx farebox` is in a guide that is followed: the command from source.

process.exitCode = await farebox(process.argv.slice(2), () => import('../../apps/server/src/main.ts'));
