import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { z } from 'zod';
import { ConfigError } from './config-error.ts';
import { type Environment, readConfigFile, type Tree } from './config-file.ts';
import { type Sources, sourcesOf } from './config-sources.ts';
import { type Secrets, secretsIn } from './data-folder.ts';
import { gatewayProblem } from './gateway/settings.ts';
import { mockpayEnabled, paymentsProblem } from './payments/settings.ts';
import { deriveSecret } from './secrets.ts';
import { type Settings, settings } from './settings.ts';

export interface Config extends Settings {
  dataDir: string;
  server: Settings['server'] & { publicUrl: string };
  secrets: Secrets & { /** FAREBOX_SECRET before the last change. */ previous?: string | undefined };
  /** Who said a setting, by its dotted place; what is in neither is a default. */
  sources: Sources;
  payments: Settings['payments'] & { mockpay: { enabled: boolean; secret: string } };
}

/** Environment variable → where it goes in the settings. The environment overrides config.yaml. */
const fromEnvironment: Record<string, string[]> = {
  PORT: ['server', 'port'],
  HOST: ['server', 'host'],
  // Names of older designs: the one below wins over both.
  NEXT_PUBLIC_SITE_URL: ['server', 'publicUrl'],
  FRONTEND_BASE_URL: ['server', 'publicUrl'],
  FAREBOX_PUBLIC_URL: ['server', 'publicUrl'],
  LOG_LEVEL: ['server', 'logLevel'],
  DATABASE_URL: ['database', 'url'],
  INTERNAL_API_KEY: ['secrets', 'internalApiKey'],
  FAREBOX_SECRET: ['secrets', 'farebox'],
  FAREBOX_PREVIOUS_SECRET: ['secrets', 'previous'],
  FAREBOX_ROOT_EMAIL: ['identity', 'root', 'email'],
  FAREBOX_ROOT_PASSWORD: ['identity', 'root', 'password'],
  PAYMENT_WEBHOOK_SECRET: ['payments', 'mockpay', 'secret'],
  STRIPE_SECRET_KEY: ['payments', 'stripe', 'secretKey'],
  STRIPE_WEBHOOK_SECRET: ['payments', 'stripe', 'webhookSecret'],
  STRIPE_PREVIOUS_WEBHOOK_SECRET: ['payments', 'stripe', 'previousWebhookSecret'],
  STRIPE_BASE_URL: ['payments', 'stripe', 'baseUrl'],
  EPAY_BASE_URL: ['payments', 'epay', 'baseUrl'],
  EPAY_PID: ['payments', 'epay', 'pid'],
  EPAY_VERSION: ['payments', 'epay', 'version'],
  EPAY_MODE: ['payments', 'epay', 'mode'],
  EPAY_KEY: ['payments', 'epay', 'key'],
  EPAY_PRIVATE_KEY: ['payments', 'epay', 'privateKey'],
  EPAY_PLATFORM_PUBLIC_KEY: ['payments', 'epay', 'platformPublicKey'],
  CREEM_API_KEY: ['payments', 'creem', 'apiKey'],
  CREEM_WEBHOOK_SECRET: ['payments', 'creem', 'webhookSecret'],
  CREEM_BASE_URL: ['payments', 'creem', 'baseUrl'],
  CREEM_TOP_UP_PRODUCT: ['payments', 'creem', 'topUpProduct'],
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
  const written = existsSync(file) ? readConfigFile(file, env) : {};
  const parsed = settings.safeParse(withEnvironment(written, env));
  if (!parsed.success) throw new ConfigError(complaint(parsed.error, file, env));
  const config = complete(parsed.data, resolve(cwd, env.FAREBOX_DATA_DIR || 'data'), env);
  return { ...config, sources: sourcesOf(written, placesIn(env)) };
}

function complete(parsed: Settings, dataDir: string, env: Environment): Omit<Config, 'sources'> {
  const { server, payments } = parsed;
  const kept = server.production ? productionSecrets(parsed.secrets) : secretsIn(dataDir, parsed.secrets);
  const secrets = { ...kept, previous: parsed.secrets.previous };
  const problem =
    paymentsProblem(payments, server.production) ?? gatewayProblem(parsed.gateway, env, server.production);
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
  if (env.NODE_ENV) put(['server', 'production'], env.NODE_ENV === 'production');
  return result;
}

function placesIn(env: Environment): string[] {
  return Object.entries(fromEnvironment).flatMap(([name, place]) => (env[name] ? place.join('.') : []));
}

/** The first thing that is wrong, with its place and what to do; never with the value, which may be a secret. */
function complaint(error: z.ZodError, file: string, env: Environment): string {
  const issue = error.issues[0] as z.core.$ZodIssue;
  const path = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.map((key) => (path ? `${path}.${key}` : key));
    return `${file}: unknown key ${keys.join(', ')}: remove it or correct its spelling (docs/ENV.md lists every key).`;
  }
  const variables = Object.entries(fromEnvironment).filter(([, place]) => place.join('.') === path);
  const [variable] = variables.findLast(([name]) => env[name]) ?? variables[0] ?? [];
  return `${variable ? `${variable} (${path} in config.yaml)` : `${file}: ${path || 'the file'}`} is not valid: ${issue.message}.`;
}
