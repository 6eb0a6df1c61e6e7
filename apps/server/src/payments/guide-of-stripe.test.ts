import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { API_VERSION } from './stripe/account.ts';
import { wantedEvents } from './stripe/events.ts';

const page = readFileSync(new URL('../../../../docs/guides/stripe.md', import.meta.url), 'utf8');

it('names exactly the events that are read here, in the version they are read in, and where they are sent', () => {
  const events = [...page.matchAll(/^ {3}([a-z_]+(?:\.[a-z_]+)+)$/gm)].map(([, type]) => type);
  expect(events).toEqual(wantedEvents);
  for (const word of [API_VERSION, '/api/payments/notify/stripe', '/functions/v1/stripe-webhook']) {
    expect(page).toContain(word);
  }
});
