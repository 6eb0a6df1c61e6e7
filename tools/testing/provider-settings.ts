import { generateKeyPairSync } from 'node:crypto';
import { type AskedAnswer, ask } from './ask.ts';
import type { TestServer } from './server.ts';

export const settingsPath = '/api/admin/payments/settings';

interface ShownField {
  source: string;
  value?: unknown;
  set?: boolean;
  endsIn?: string | null;
}

/** A provider as the page shows it. */
export interface ShownSettings {
  name: string;
  version: number;
  state: string;
  livemode: boolean | null;
  problems: { field: string; message: string }[];
  fields: Record<string, ShownField>;
  updatedAt: string | null;
  updatedBy: string | null;
}

export async function shownSettings(server: TestServer, cookie: string, name: string): Promise<ShownSettings> {
  const { body } = await ask(server, settingsPath, { cookie });
  return (body as { data: ShownSettings[] }).data.find((one) => one.name === name) as ShownSettings;
}

/** Changes settings on top of whatever is kept, or of the version that is said. */
export async function putSettings(
  server: TestServer,
  cookie: string,
  name: string,
  values: Record<string, unknown>,
  expectedVersion?: number,
): Promise<AskedAnswer> {
  const version = expectedVersion ?? (await shownSettings(server, cookie, name)).version;
  return ask(server, `${settingsPath}/${name}`, { cookie, method: 'PUT', body: { expectedVersion: version, values } });
}

/** The code of a refusal. */
export function codeOf({ body }: AskedAnswer): string {
  return (body as { error: { code: string } }).error.code;
}

export const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** As EPay sites hand keys out: base64 without PEM lines. */
export const bareKeys = {
  privateKey: rsa.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
  platformPublicKey: rsa.publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
};
