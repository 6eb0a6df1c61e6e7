import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { z } from 'zod';
import { ConfigError } from './config-error.ts';
import { type Environment, readConfigFile, type Tree } from './config-file.ts';
import { type Secrets, secretsIn } from './data-folder.ts';
import { gatewayProblem } from './gateway/settings.ts';
import { mockpayEnabled, paymentsProblem } from './payments/settings.ts';
import { deriveSecret } from './secrets.ts';
import { type Settings, settings } from './settings.ts';

export interface Config extends Settings {
  dataDir: string;
  server: Settings['server'] & { publicUrl: string };
  secrets: Secrets;
  payments: Settings['payments'] & { mockpay: { enabled: boolean; secret: string } };
}

/** Environment variable → where it goes in the settings. The environment overrides config.yaml. */
const fromEnvironment: Record<string, string[]> = {
  PORT: ['server', 'port'],
  HOST: ['server', 'host'],
  FAREBOX_PUBLIC_URL: ['server', 'publicUrl'],
  LOG_LEVEL: ['server', 'logLevel'],
  DATABASE_URL: ['database', 'url'],
  INTERNAL_API_KEY: ['secrets', 'internalApiKey'],
  FAREBOX_SECRET: ['secrets', 'farebox'],
  FAREBOX_ROOT_EMAIL: ['identity', 'root', 'email'],
  FAREBOX_ROOT_PASSWORD: ['identity', 'root', 'password'],
};

/**
 * The configuration: defaults, then config.yaml, then the environment. Reads the two files, and in development
 * writes `<data>/secrets.json` when a secret is missing. Throws `ConfigError`.
 */
export function loadConfig(env: Environment = process.env, cwd = process.cwd()): Config {
  const file = resolve(cwd, env.FAREBOX_CONFIG || 'config.yaml');
  if (env.FAREBOX_CONFIG && !existsSync(file)) {
    throw new ConfigError(`FAREBOX_CONFIG names ${file}, which does not exist: correct the path or unset it.`);
  }
  const tree = withEnvironment(existsSync(file) ? readConfigFile(file, env) : {}, env);
  const parsed = settings.safeParse(tree);
  if (!parsed.success) throw new ConfigError(complaint(parsed.error, file));
  return complete(parsed.data, resolve(cwd, env.FAREBOX_DATA_DIR || 'data'), env);
}

function complete(parsed: Settings, dataDir: string, env: Environment): Config {
  const { server, payments } = parsed;
  const secrets = server.production ? productionSecrets(parsed.secrets) : secretsIn(dataDir, parsed.secrets);
  const problem = paymentsProblem(payments, server.production) ?? gatewayProblem(parsed.gateway, env);
  if (problem) throw new ConfigError(problem);
  const mockpay = {
    enabled: mockpayEnabled(payments, server.production),
    secret: payments.mockpay.secret ?? deriveSecret(secrets.farebox, 'mockpay'),
  };
  const publicUrl = (server.publicUrl ?? `http://localhost:${server.port}`).replace(/\/+$/, '');
  return { ...parsed, dataDir, secrets, server: { ...server, publicUrl }, payments: { ...payments, mockpay } };
}

function productionSecrets(given: Settings['secrets']): Secrets {
  const missing = [!given.farebox && 'FAREBOX_SECRET', !given.internalApiKey && 'INTERNAL_API_KEY'].filter(Boolean);
  if (missing.length) {
    throw new ConfigError(
      `${missing.join(' and ')} must be set when NODE_ENV=production: ` +
        'make one with "openssl rand -hex 32" and keep it between starts.',
    );
  }
  return given as Secrets;
}

function withEnvironment(tree: Tree, env: Environment): Tree {
  const result: Tree = { ...tree };
  const put = (path: string[], value: unknown): void => {
    let at = result;
    for (const key of path.slice(0, -1)) at = at[key] = { ...((at[key] as Tree | undefined) ?? {}) };
    at[path.at(-1) as string] = value;
  };
  for (const [name, path] of Object.entries(fromEnvironment)) if (env[name]) put(path, env[name]);
  if (env.PAYMENT_WEBHOOK_SECRET) put(['payments', 'mockpay', 'secret'], env.PAYMENT_WEBHOOK_SECRET);
  if (env.NODE_ENV) put(['server', 'production'], env.NODE_ENV === 'production');
  return result;
}

/** The first thing that is wrong, with its place and what to do. */
function complaint(error: z.ZodError, file: string): string {
  const issue = error.issues[0] as z.core.$ZodIssue;
  const path = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.map((key) => (path ? `${path}.${key}` : key));
    return `${file}: unknown key ${keys.join(', ')}: remove it or correct its spelling (docs/ENV.md lists every key).`;
  }
  const variable = Object.entries(fromEnvironment).find(([, place]) => place.join('.') === path)?.[0];
  return `${variable ? `${variable} (${path} in config.yaml)` : `${file}: ${path || 'the file'}`} is not valid: ${issue.message}.`;
}
