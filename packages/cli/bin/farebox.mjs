#!/usr/bin/env node
// The command: what it does is in ../src, compiled; the server's own commands are in the server.
const cli = await import('../dist/index.js').catch((error) => {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  process.stderr.write('farebox is not built: run "npm run build" in its folder, or "npm start", which builds it.\n');
  process.exit(2);
});

process.exitCode = await cli.farebox(process.argv.slice(2), () => import('@farebox/server/main'));
