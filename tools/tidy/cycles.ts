import { posix } from 'node:path';
import type { Finding } from './finding.ts';
import { allImports, type Import } from './imports.ts';
import { isTest, type Tree } from './tree.ts';

/** The one place where the server's parts are named together, as types: everybody may look at it. */
const meetingPoint = 'apps/server/src/context.ts';

type Graph = Map<string, Map<string, Import>>;

function graphOf(imports: Import[], nodeOf: (path: string) => string): Graph {
  const graph: Graph = new Map();
  for (const found of imports) {
    if (found.to === null) continue;
    const [from, to] = [nodeOf(found.from), nodeOf(found.to)];
    if (from === to && found.from !== found.to) continue;
    if (!graph.has(from)) graph.set(from, new Map());
    if (!graph.get(from)?.has(to)) graph.get(from)?.set(to, found);
  }
  return graph;
}

/** The shortest way from `start` back to itself, as the imports it takes; null when there is none. */
function wayBack(graph: Graph, start: string): Import[] | null {
  const queue: { node: string; way: Import[] }[] = [{ node: start, way: [] }];
  const seen = new Set<string>();
  for (let next = queue.shift(); next; next = queue.shift()) {
    for (const [to, found] of graph.get(next.node) ?? []) {
      if (to === start) return [...next.way, found];
      if (seen.has(to)) continue;
      seen.add(to);
      queue.push({ node: to, way: [...next.way, found] });
    }
  }
  return null;
}

/** One finding per ring, at its first import; a node that a reported ring passed is not reported again. */
function rings(graph: Graph, rule: string, nodeOf: (path: string) => string): Finding[] {
  const told = new Set<string>();
  const findings: Finding[] = [];
  for (const start of [...graph.keys()].sort()) {
    if (told.has(start)) continue;
    const way = wayBack(graph, start);
    const first = way?.[0];
    if (!way || !first) continue;
    for (const step of way) told.add(nodeOf(step.from));
    const sentence = [start, ...way.map((step) => nodeOf(step.to ?? ''))].join(' → ');
    findings.push({ path: first.from, line: first.line, rule, sentence });
  }
  return findings;
}

/** A folder is the first one below `src`; a file that lies in `src` itself stands alone. */
function folderOf(path: string): string {
  const inSource = /^((?:apps|packages)\/[^/]+\/src)\/([^/]+)\//.exec(path);
  if (inSource) return `${inSource[1]}/${inSource[2]}`;
  return /^(apps|packages)\//.test(path) ? path : posix.dirname(path);
}

/** No ring of files that run each other, and no ring of folders, there not even of types. */
export function cycles(tree: Tree): Finding[] {
  const imports = allImports(tree);
  const itself = (path: string) => path;
  const running = imports.filter((found) => !found.typeOnly);
  const between = imports.filter(
    (found) => !isTest(found.from) && ![found.from, found.to].includes(meetingPoint) && found.from !== found.to,
  );
  return [
    ...rings(graphOf(running, itself), 'cycle', itself),
    ...rings(graphOf(between, folderOf), 'folder-cycle', folderOf),
  ];
}
