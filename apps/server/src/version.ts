import { readFileSync } from 'node:fs';

const manifest = new URL('../package.json', import.meta.url);

/** This release, as package.json says it. */
export const version = (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
