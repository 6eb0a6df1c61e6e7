import { help } from './help.ts';

/** The server's side of the command, loaded only when one is run. */
export interface Server {
  version: string;
  commandNames: string[];
  /** Runs a command; the exit code. */
  main(name: string, args: string[]): Promise<number>;
}

/**
 * `farebox <command> …`: the exit code is 0 when done, 1 when refused or found wanting, 2 when called or
 * configured wrongly.
 */
export async function farebox(args: string[], loadServer: () => Promise<Server>): Promise<number> {
  const [name, ...rest] = args;
  if (!name || name === 'help' || args.includes('--help') || args.includes('-h')) {
    process.stdout.write(help);
    return name ? 0 : 2;
  }
  if (name === 'simulate') {
    const { simulate } = await import('./simulate/simulate.ts');
    return simulate(rest);
  }
  const server = await loadServer();
  if (name === '--version' || name === '-v') {
    process.stdout.write(`${server.version}\n`);
    return 0;
  }
  if (!server.commandNames.includes(name)) {
    process.stderr.write(`There is no command ${name}.\n\n${help}`);
    return 2;
  }
  return server.main(name, rest);
}
