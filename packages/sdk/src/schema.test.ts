import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { clientTypes } from '../../../tools/client-types.ts';
import { testServer } from '../../../tools/testing/index.ts';

it('has the types of the server’s own document (else: npm run generate)', async () => {
  const server = await testServer();
  try {
    const document: unknown = await (await server.app.request('/openapi.json')).json();
    expect(await clientTypes(document)).toBe(readFileSync(new URL('./schema.gen.ts', import.meta.url), 'utf8'));
  } finally {
    await server.close();
  }
});
