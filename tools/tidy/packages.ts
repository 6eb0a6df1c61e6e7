import { posix } from 'node:path';
import type { Finding } from './finding.ts';
import type { Tree } from './tree.ts';

type Dependencies = Record<string, string>;
type Section = 'dependencies' | 'devDependencies' | 'optionalDependencies';

const sections: Section[] = ['dependencies', 'devDependencies', 'optionalDependencies'];
const exact = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

interface Manifest {
  path: string;
  dependencies: Dependencies;
  devDependencies: Dependencies;
  optionalDependencies: Dependencies;
}

function manifests(tree: Tree): Manifest[] {
  const none = { dependencies: {}, devDependencies: {}, optionalDependencies: {} };
  return tree.paths
    .filter((path) => posix.basename(path) === 'package.json')
    .map((path) => ({ ...none, ...(JSON.parse(tree.text(path)) as Partial<Manifest>), path }));
}

function lineOfText(tree: Tree, path: string, text: string): number {
  return tree.lines(path).findIndex((line) => line.includes(text)) + 1;
}

/** Every package of every manifest is pinned to one version. */
export function pins(tree: Tree): Finding[] {
  return manifests(tree).flatMap((manifest) =>
    sections.flatMap((section) =>
      Object.entries(manifest[section])
        .filter(([, version]) => !exact.test(version))
        .map(([name, version]) => {
          const line = lineOfText(tree, manifest.path, `"${name}"`);
          return { path: manifest.path, line, rule: 'pin', sentence: `${name} ${version} is not one exact version` };
        }),
    ),
  );
}

const architecture = 'docs/ARCHITECTURE.md';

/** The first cell of each row of the tables in the page's chapter `## Dependencies`. */
function justified(tree: Tree): Map<string, number> {
  const rows = new Map<string, number>();
  let inside = false;
  for (const [index, line] of tree.lines(architecture).entries()) {
    if (line.startsWith('## ')) inside = line === '## Dependencies';
    const cell = inside ? /^\|([^|]*)\|/.exec(line)?.[1] : undefined;
    for (const [, name] of (cell ?? '').matchAll(/`([^`]+)`/g)) if (name) rows.set(name, index + 1);
  }
  return rows;
}

/** What runs in production: everything but the console, which is compiled, and the tools. */
function shipped(manifest: Manifest): string[] {
  if (!/^(apps\/server|packages\/[^/]+)\/package\.json$/.test(manifest.path)) return [];
  const names = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.optionalDependencies)];
  return names.filter((name) => !name.startsWith('@farebox/'));
}

/** Each package that ships is justified by a row in docs/ARCHITECTURE.md, and each row is about one that ships. */
export function dependencies(tree: Tree): Finding[] {
  if (!tree.hasFile(architecture)) return [];
  const rows = justified(tree);
  const rule = 'dependency';
  const all = manifests(tree).flatMap((manifest) => shipped(manifest).map((name) => ({ name, path: manifest.path })));
  const unjustified = all.filter(({ name }) => !rows.has(name) && !rows.has(name.replace(/\/.*$/, '/*')));
  const known = new Set(all.flatMap(({ name }) => [name, name.replace(/\/.*$/, '/*')]));
  const idle = [...rows].filter(([name]) => !known.has(name));
  return [
    ...unjustified.map(({ name, path }) => {
      const sentence = `${name} has no row under Dependencies in ${architecture}`;
      return { path, line: lineOfText(tree, path, `"${name}"`), rule, sentence };
    }),
    ...idle.map(([name, line]) => ({ path: architecture, line, rule, sentence: `${name} is not a dependency` })),
  ];
}
