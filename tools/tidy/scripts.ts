import { posix } from 'node:path';
import type { Finding } from './finding.ts';
import type { Tree } from './tree.ts';

/** The scripts of all manifests: `npm run … -w` means one of a workspace. */
function knownScripts(tree: Tree): Set<string> {
  const manifests = tree.paths.filter((path) => posix.basename(path) === 'package.json');
  return new Set(
    manifests.flatMap((path) => {
      const { scripts = {} } = JSON.parse(tree.text(path)) as { scripts?: Record<string, string> };
      return Object.keys(scripts);
    }),
  );
}

/** Every `npm run …` that a page tells of, fenced examples too, is a script of ours. */
export function scripts(tree: Tree): Finding[] {
  const known = knownScripts(tree);
  return tree.paths
    .filter((path) => path.endsWith('.md'))
    .flatMap((path) =>
      tree.lines(path).flatMap((text, index) => {
        const named = [...text.matchAll(/\bnpm run ([a-z][\w:-]*)/g)].map(([, name]) => name ?? '');
        const gone = named.filter((name) => !known.has(name));
        return gone.map((name) => {
          return { path, line: index + 1, rule: 'script', sentence: `no package.json has a script ${name}` };
        });
      }),
    );
}
