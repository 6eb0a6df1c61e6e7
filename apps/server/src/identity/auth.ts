import { betterAuth } from 'better-auth';
import type { Logger } from 'pino';
import type { Deps } from '../context.ts';
import { deriveSecret } from '../secrets.ts';
import { refusalOf, thrownBy } from './refusals.ts';
import { Password } from './settings.ts';

/** A session ends so many days after it was last extended, and is extended at most once in `extendAfter`. */
export const SESSION_DAYS = { lasts: 30, extendAfter: 1 };
const DAY = 24 * 60 * 60;

/** How the caller's address, as our own edge determined it, reaches the session's row. Never taken from outside. */
export const ADDRESS_HEADER = 'x-farebox-address';

const times = { createdAt: 'created_at', updatedAt: 'updated_at' };

/** What the rest of identity needs of better-auth: the way in, and how its cookie is called and signed. */
export interface Auth {
  /** Answers one of better-auth's own requests. Throws a `FareboxError` where it would refuse. */
  handle(request: Request): Promise<Response>;
  /** Moves the end of the cookie's session; the `set-cookie` headers that tell the browser. */
  extend(headers: Headers): Promise<string[]>;
  cookieName: string;
  secret: string;
  /** Ours, as a browser would say it. */
  origin: string;
}

const made = new WeakMap<Deps, Auth>();

/** The one better-auth of these dependencies. */
export function authOf(deps: Deps): Auth {
  const auth = made.get(deps) ?? createAuth(deps);
  made.set(deps, auth);
  return auth;
}

function createAuth(deps: Deps): Auth {
  const { publicUrl } = deps.config.server;
  const secret = deriveSecret(deps.config.secrets.farebox, 'sessions');
  const auth = betterAuth({ ...tables(deps), ...rules(deps, secret) });
  return {
    secret,
    origin: new URL(publicUrl).origin,
    cookieName: `${publicUrl.startsWith('https:') ? '__Secure-' : ''}farebox.session_token`,
    async handle(request) {
      const answer = await auth.handler(request).catch((error: unknown) => {
        throw thrownBy(error);
      });
      if (answer.status < 400) return answer;
      throw refusalOf(answer.status, await answer.json());
    },
    async extend(headers) {
      const { headers: answered } = await auth.api.getSession({ headers, returnHeaders: true });
      return answered.getSetCookie();
    },
  };
}

/** Our tables under better-auth's names for them. The role is no field of its: no endpoint of its can set one. */
function tables({ db }: Deps) {
  return {
    database: { db, type: 'postgres' as const, transaction: true },
    user: { modelName: 'users', fields: { ...times, emailVerified: 'email_verified' } },
    session: {
      modelName: 'sessions',
      fields: {
        ...times,
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
      },
      expiresIn: SESSION_DAYS.lasts * DAY,
      updateAge: SESSION_DAYS.extendAfter * DAY,
      // Listing one's sessions needs no recent sign-in.
      freshAge: 0,
    },
    account: {
      modelName: 'credentials',
      fields: {
        ...times,
        userId: 'user_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        password: 'password_hash',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
      },
    },
    verification: { modelName: 'verifications', fields: { ...times, expiresAt: 'expires_at' } },
  };
}

function rules({ config, log }: Deps, secret: string) {
  const { publicUrl, production } = config.server;
  return {
    secret,
    baseURL: publicUrl,
    basePath: '/api/auth',
    trustedOrigins: (request?: Request) => [publicUrl, ...(production ? [] : ownOrigins(request))],
    telemetry: { enabled: false },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: Password.minLength ?? undefined,
      maxPasswordLength: Password.maxLength ?? undefined,
    },
    // The edge limits by address on its own: better-auth's limiter would put all callers without a proxy in one pot.
    rateLimit: { enabled: false },
    onAPIError: { throw: true },
    logger: {
      level: 'error' as const,
      log: (_: string, message: string, ...more: unknown[]) => complain(log, message, more),
    },
    advanced: {
      cookiePrefix: 'farebox',
      useSecureCookies: publicUrl.startsWith('https:'),
      // Said outright, because under NODE_ENV=test the default is not to look.
      disableOriginCheck: false,
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      // The schema is ours and proven by our tests; no introspection at every start.
      database: { generateId: 'uuid' as const, validateSchema: false },
    },
  };
}

/** In development a server is reached by whatever name: localhost, an address in the LAN, a forwarded port. */
function ownOrigins(request: Request | undefined): string[] {
  const host = request?.headers.get('host');
  return host ? [`http://${host}`, `https://${host}`] : [];
}

/** Of an error only the sentence: the database's has the row in its details. */
function complain(log: Logger, message: string, more: unknown[]): void {
  const causes = more.map((one) => (one instanceof Error ? one.message : undefined));
  log.error({ by: 'better-auth', causes }, message);
}
