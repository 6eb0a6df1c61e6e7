import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Posted } from '../src/index.ts';

export interface Step {
  kind: 'hold' | 'capture' | 'release' | 'charge' | 'refund' | 'grant' | 'revoke';
  input: { id: string; accountId: string; [field: string]: unknown };
}

export interface Job {
  url: string;
  /** Steps of one chain wait for each other, and end with the first refusal; chains do not. */
  chains: Step[][];
}

export interface Answer extends Step {
  /** `ok`, a refusal's code, or the message of an error that is none. */
  code: string;
  posted: Posted | null;
}

const script = fileURLToPath(new URL('./worker.ts', import.meta.url));

/** Runs each job in a process of its own, all starting at the same moment; the answers of each. */
export async function inProcesses(jobs: Job[]): Promise<Answer[][]> {
  const children = jobs.map(() =>
    fork(script, { execArgv: ['--conditions=source', '--import', 'tsx'], serialization: 'advanced' }),
  );
  try {
    await Promise.all(children.map((child) => once(child, 'message')));
    return await Promise.all(
      children.map(async (child, at) => {
        const gone = once(child, 'exit').then(([code]) => Promise.reject(new Error(`A worker ended with ${code}.`)));
        const answered = once(child, 'message');
        child.send(jobs[at] as Job);
        return ((await Promise.race([answered, gone])) as [Answer[]])[0];
      }),
    );
  } finally {
    for (const child of children) child.kill();
  }
}
