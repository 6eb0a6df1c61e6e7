import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));

/**
 * The proofs of money in, the random histories for so long: what happens at the providers, and callbacks in order on one
 * server, shuffled, repeated and lost on another. The exit code.
 */
export function playMoney(seconds: number): number {
  const { status } = spawnSync(process.execPath, [vitest, 'run', 'apps/server/src/payments/proofs'], {
    cwd: root,
    env: { ...process.env, PROOF_SECONDS: String(seconds) },
    stdio: 'inherit',
  });
  return status ?? 1;
}
