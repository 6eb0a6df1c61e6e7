import type { Running } from './running.ts';

const ways: Running['rehearsals'] = [
  ['callbacks go wrong', 'faults', { duplicates: '2', delayMs: '500', dropRate: '0.2', reorder: 'true' }],
  ['are tampered with', 'faults', { tamper: 'true' }],
  ['are held back', 'hold', {}],
  ['are let go', 'release', {}],
];

function curl(base: string, [what, control, fields]: Running['rehearsals'][number]): [string, string] {
  const data = Object.entries(fields).map(([name, value]) => ` -d ${name}=${value}`);
  return [what, `curl -X POST${data.join('')} ${base}_simulate/${control}`];
}

function columns(rows: [string, string][], gap: string): string {
  const width = gap === '=' ? 0 : Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}${gap}${right}\n`).join('');
}

/** What to enter, where callbacks go, and how to make things happen. */
export function guideTo({ title, base, settings, callback, rehearsals }: Running): string {
  const curls = [...rehearsals, ...ways].map((rehearsal) => curl(base, rehearsal));
  return `${title} at ${base}

Settings of the server:
${columns(settings, '=')}
Callbacks go to ${callback}

To rehearse, beside its own pages:
${columns([...curls, ['all there is', `curl ${base}_simulate/`]], '  ')}
`;
}
