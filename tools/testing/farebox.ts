import { main } from '../../apps/server/src/main.ts';

// The command from source, for tests that need a process of its own: `node … farebox.ts start`.

const [name = '', ...args] = process.argv.slice(2);
process.exitCode = await main(name, args);
