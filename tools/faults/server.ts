import { type ServerProcess, startServerProcess } from '../testing/server-process.ts';
import type { Finding } from './book.ts';

/** A server that is killed and started again and again. */
export class FaultyServer {
  readonly findings: Finding[] = [];
  readonly #env: Record<string, string>;
  #running: ServerProcess | null = null;

  constructor(env: Record<string, string>) {
    this.#env = env;
    process.once('exit', () => this.#running?.child.kill('SIGKILL'));
  }

  /** Null while it is down. */
  get url(): string | null {
    return this.#running?.url ?? null;
  }

  async start(): Promise<void> {
    if (this.#running) return;
    const running = await startServerProcess(this.#env);
    this.#running = running;
    running.child.once('exit', (code, signal) => {
      if (this.#running === running) this.#endedByItself(running, `${code ?? signal}`);
    });
  }

  /** SIGKILL: nothing of it finishes. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** SIGTERM: everything that runs finishes, and the process ends with 0. */
  async stop(): Promise<void> {
    const code = await this.#end('SIGTERM');
    if (code !== 0 && code !== undefined)
      this.findings.push({ check: 'a stop did not end with 0', example: String(code) });
  }

  /** The process number; null while it is down. */
  get pid(): number | null {
    return this.#running?.child.pid ?? null;
  }

  async #end(signal: NodeJS.Signals): Promise<number | null | undefined> {
    const running = this.#running;
    this.#running = null;
    return running?.end(signal);
  }

  #endedByItself(running: ServerProcess, how: string): void {
    this.#running = null;
    const example = `${how}: ${running.output().slice(-1_000)}`;
    this.findings.push({ check: 'a server ended by itself', example });
  }
}
