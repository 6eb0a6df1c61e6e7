/** What one check found. A warning does not fail the command. */
export interface Check {
  name: string;
  state: 'ok' | 'warn' | 'WRONG';
  /** What is so, and unless it is fine what to do. */
  said: string;
}

export function ok(name: string, said: string): Check {
  return { name, state: 'ok', said };
}

export function warn(name: string, said: string): Check {
  return { name, state: 'warn', said };
}

export function wrong(name: string, said: string): Check {
  return { name, state: 'WRONG', said };
}

export function told({ name, state, said }: Check): string {
  return `${state.padEnd(6)} ${name.padEnd(14)} ${said}\n`;
}
