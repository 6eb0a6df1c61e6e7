import { domainOf } from './areas.ts';
import type { Finding } from './finding.ts';
import { importsOf } from './imports.ts';
import type { Tree } from './tree.ts';

function missing(tree: Tree, folder: string): Finding[] {
  return ['README.md', 'index.ts']
    .filter((name) => !tree.hasFile(`${folder}/${name}`))
    .map((name) => ({ path: folder, line: 0, rule: 'domain', sentence: `has no ${name}` }));
}

/** `export *` would open the whole file to the others, today's names and tomorrow's. */
function openDoors(tree: Tree, folder: string): Finding[] {
  const index = `${folder}/index.ts`;
  if (!tree.hasFile(index)) return [];
  return importsOf(tree, index)
    .filter(({ star }) => star)
    .map(({ line }) => ({ path: index, line, rule: 'domain', sentence: 'names what others may use, one by one' }));
}

/** Each domain has a README.md (what it owns, its invariants, what it does not do) and an index.ts. */
export function domains(tree: Tree): Finding[] {
  const names = new Set(tree.paths.flatMap((path) => domainOf(path) ?? []));
  const folders = [...names].sort().map((name) => `apps/server/src/${name}`);
  return folders.flatMap((folder) => [...missing(tree, folder), ...openDoors(tree, folder)]);
}
