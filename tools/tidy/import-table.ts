import { posix } from 'node:path';
import { areaOf, domainOf } from './areas.ts';
import type { Finding } from './finding.ts';
import { allImports, type Import } from './imports.ts';
import { isTest, type Tree } from './tree.ts';

/** What every domain stands on. `audit` is one of them: who changed what is written in the changer's transaction. */
const ground = ['kit', 'http', 'database', 'root', 'audit'];

/**
 * Who may import whom (docs/ARCHITECTURE.md tells the why). `http` and `root` are reached by types only from
 * where it says so below. A row that is missing here is a new area: add it to the table and to the page.
 */
export const mayImport: Readonly<Record<string, readonly string[]>> = {
  kit: [],
  ledger: ['kit'],
  sdk: [],
  simulator: ['kit'],
  cli: ['sdk', 'simulator', 'wiring'],
  web: ['sdk'],
  http: ['kit', 'ledger', 'root'],
  database: ['kit', 'ledger', 'root'],
  audit: ['kit', 'http', 'database', 'root'],
  identity: ground,
  pricing: ground,
  plans: ground,
  accounts: [...ground, 'identity', 'ledger'],
  usage: [...ground, 'accounts', 'plans', 'pricing', 'ledger'],
  quotas: [...ground, 'accounts', 'plans', 'pricing', 'ledger'],
  subscriptions: [...ground, 'identity', 'accounts', 'plans', 'ledger'],
  promotions: [...ground, 'identity', 'accounts', 'plans', 'ledger'],
  payments: [...ground, 'identity', 'accounts', 'plans', 'subscriptions', 'promotions', 'ledger'],
  statements: [...ground, 'identity', 'accounts', 'payments', 'subscriptions', 'usage', 'ledger'],
  invites: [...ground, 'identity', 'accounts', 'plans', 'ledger'],
  gateway: [...ground, 'identity', 'accounts', 'pricing', 'quotas', 'usage', 'ledger'],
  jobs: [...ground, 'identity', 'accounts', 'pricing', 'quotas', 'usage', 'ledger'],
  notices: [...ground, 'identity', 'accounts'],
};

/** These see the whole: the files that put it together, the tools and the benchmarks. */
const seesAll = new Set(['root', 'wiring', 'admin', 'tools', 'bench', 'docs', 'scripts']);

/** Tests play against the simulated providers, whatever they test. */
const simulatorDoor = 'packages/simulator/src/index.ts';

function refusal({ from, to, typeOnly }: Import & { to: string }): string | null {
  const [source, target] = [areaOf(from), areaOf(to)];
  if (source === target) return null;
  if (isTest(from) && (to.startsWith('tools/') || to === simulatorDoor)) return null;
  if (target === 'admin') return 'nobody imports admin';
  const throughDoor = !domainOf(to) || posix.basename(to) === 'index.ts' || source === 'root';
  if (!throughDoor) return `${source} reaches into ${target}; only its index.ts is for others`;
  if (seesAll.has(source)) return null;
  const allowed = mayImport[source];
  if (!allowed) return `there is no row for ${source} in tools/tidy/import-table.ts`;
  if (!allowed.includes(target)) return `${source} may not import ${target}`;
  const typesOnly = source === 'http' && (target === 'ledger' || target === 'root');
  return typesOnly && !typeOnly ? `http may import only types from ${target}` : null;
}

function calledByStore({ from, to, typeOnly }: Import & { to: string }): boolean {
  if (typeOnly || !domainOf(from) || !/(^|[/-])store\.ts$/.test(from)) return false;
  return domainOf(to) === domainOf(from) && !/(errors|schemas|settings|store)\.ts$/.test(to);
}

/** The import table of docs/ARCHITECTURE.md, and that a store calls no verb. */
export function importTable(tree: Tree): Finding[] {
  const findings: Finding[] = [];
  for (const found of allImports(tree)) {
    const at = { path: found.from, line: found.line };
    if (found.to === null) {
      const gone = found.specifier.startsWith('.') && !/\/dist\/|\.gen\.|\.json$/.test(found.specifier);
      if (gone) findings.push({ ...at, rule: 'imports', sentence: `${found.specifier} is not there` });
      continue;
    }
    const edge = { ...found, to: found.to };
    const sentence = refusal(edge);
    if (sentence) findings.push({ ...at, rule: 'imports', sentence });
    if (calledByStore(edge))
      findings.push({ ...at, rule: 'imports', sentence: `a store calls no verb: ${found.specifier}` });
  }
  return findings;
}
