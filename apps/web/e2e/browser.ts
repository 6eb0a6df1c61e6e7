import { existsSync } from 'node:fs';
import packaged from '@sparticuz/chromium';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** An installed Chromium where there is one, else the one inside an npm package, which starts anywhere on Linux. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = installed.find((path) => existsSync(path)) ?? (await packaged.executablePath());
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
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
