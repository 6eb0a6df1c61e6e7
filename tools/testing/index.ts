export { freePort } from '../../apps/server/src/serve.ts';
export { type TestDatabase, testDatabase } from './database.ts';
export { scratchFolder } from './scratch.ts';
export { type TestServer, testServer } from './server.ts';
export { runFarebox, type ServerProcess, startServerProcess } from './server-process.ts';
export { signUp, TEST_PASSWORD } from './sign-up.ts';
