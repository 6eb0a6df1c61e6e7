// `npm run build`: compiles the packages and the console.
import { build, ensureInstalled, requireNode } from './prepare.mjs';

requireNode();
await ensureInstalled();
process.exitCode = await build();
