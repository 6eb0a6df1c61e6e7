// `npm start`: installs and builds what is missing, then runs the server in this very process, so that signals
// reach it.
import { ensureBuilt, ensureInstalled, requireNode } from './prepare.mjs';

requireNode();
await ensureInstalled();
await ensureBuilt();

const { main } = await import('../apps/server/dist/main.js');
process.exitCode = await main('start', process.argv.slice(2));
