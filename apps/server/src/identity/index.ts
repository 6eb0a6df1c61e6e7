export { isListed } from './address-list.ts';
export type { KeyHolder } from './key-cache.ts';
export { hashKey, labelsOf, newKey } from './key-format.ts';
export { createKeyring, type Keyring } from './keyring.ts';
export { readPrincipal } from './principal.ts';
export { identityRoutes } from './routes.ts';
export { prepareIdentity, setupLink, setupNeeded } from './setup.ts';
export { identityTasks } from './tasks.ts';
