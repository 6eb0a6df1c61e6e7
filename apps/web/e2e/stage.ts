import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { scratchFolder, type TestServer, testServer } from '../../../tools/testing/index.ts';
import { launchBrowser, type Visit, visit } from './browser.ts';

export interface Stage {
  server: TestServer;
  browser: Browser;
  close(): Promise<void>;
}

/** The console as it is now, built and served by a whole server of its own, and a browser to look at it. */
export async function raiseStage(): Promise<Stage> {
  const scratch = scratchFolder();
  const root = fileURLToPath(new URL('..', import.meta.url));
  await build({ root, logLevel: 'error', build: { outDir: scratch.path, emptyOutDir: true } });
  const server = await testServer({ listen: true, webRoot: `${scratch.path}/` });
  const browser = await launchBrowser();
  return {
    server,
    browser,
    async close() {
      await browser.close();
      await server.close();
      scratch.remove();
    },
  };
}

/** A browser that is signed in already. */
export async function arriveAs({ server, browser }: Stage, cookie: string): Promise<Visit> {
  const visitor = await visit(browser, { locale: 'en-US', timezoneId: 'Europe/Paris', baseURL: server.url });
  const cookies = cookie.split('; ').map((pair) => {
    const at = pair.indexOf('=');
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url: server.url };
  });
  await visitor.page.context().addCookies(cookies);
  return visitor;
}
