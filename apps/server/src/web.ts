import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Context, MiddlewareHandler } from 'hono';
import type { Env } from './http/router.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

const compress = promisify(gzip);

interface Asset {
  file: string;
  type: string;
  etag: string;
  /** Filled on the first request that can take it. */
  zipped?: Promise<Buffer>;
}

/**
 * Serves the built console: hashed files under /assets for a year, everything else checked on each use, and the
 * page itself for every other address a browser opens. Only files that were there at start are served.
 */
export function web(root: string): MiddlewareHandler<Env> {
  const assets = findAssets(root);
  const page = assets.get('/index.html');
  return async (c, next) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return next();
    const asset = assets.get(c.req.path);
    if (asset && asset !== page) return send(c, asset);
    if (!isPage(c.req.path)) return next();
    if (!page) return c.text('The console is not built: run "npm run build".', 503);
    return send(c, page);
  };
}

function isPage(path: string): boolean {
  return !/^\/(api|v1)(\/|$)/.test(path) && (path === '/index.html' || extname(path) === '');
}

function findAssets(root: string): Map<string, Asset> {
  if (!existsSync(root)) return new Map();
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    entries.map((entry) => {
      const file = join(entry.parentPath, entry.name);
      const path = `/${relative(root, file).split(sep).join('/')}`;
      const etag = `"${createHash('sha256').update(readFileSync(file)).digest('base64url').slice(0, 22)}"`;
      return [path, { file, type: types[extname(file)] ?? 'application/octet-stream', etag }];
    }),
  );
}

async function send(c: Context<Env>, asset: Asset): Promise<Response> {
  const hashed = c.req.path.startsWith('/assets/');
  c.header('etag', asset.etag);
  c.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
  c.header('vary', 'accept-encoding');
  if (c.req.header('if-none-match')?.includes(asset.etag)) return c.body(null, 304);
  c.header('content-type', asset.type);
  const raw = readFileSync(asset.file);
  if (!canZip(c, asset)) return c.body(new Uint8Array(raw));
  asset.zipped ??= compress(raw);
  c.header('content-encoding', 'gzip');
  return c.body(new Uint8Array(await asset.zipped));
}

function canZip(c: Context<Env>, asset: Asset): boolean {
  return /^text\/|json|svg/.test(asset.type) && /\bgzip\b/.test(c.req.header('accept-encoding') ?? '');
}
