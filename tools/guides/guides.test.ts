import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { follow } from './follow.ts';

const programs = ['bash', 'curl', 'openssl'];
const missing = programs.filter((program) => spawnSync(program, ['--version']).error);

/** Steps that a guide has at least: a mark that was lost must not make it pass. */
const guides = { mockpay: 8, stripe: 22, epay: 16, creem: 13, reconcile: 7, media: 7 };

describe.skipIf(missing.length > 0)(`the guides, step by step (needs ${programs.join(', ')})`, () => {
  it.each(Object.entries(guides))('%s.md', { timeout: 180_000 }, async (name, steps) => {
    expect(await follow(name)).toBeGreaterThanOrEqual(steps);
  });
});
