import ts from 'typescript';
import type { Finding } from './finding.ts';
import { eachNode, lineAtEnd, lineOf, syntax } from './syntax.ts';
import { isGenerated, isScript, isTest, type Tree } from './tree.ts';

const FILE_LINES_MAX = 300;
const FUNCTION_LINES_MAX = 60;

export interface Sized {
  path: string;
  line: number;
  name: string;
  lines: number;
}

function isSource(path: string): boolean {
  return (isScript(path) || /\.(sql|css|sh)$/.test(path)) && !isGenerated(path);
}

/** The body of a `describe(…)` is a chapter of cases, not a function somebody has to follow. */
function isChapter(node: ts.Node, path: string): boolean {
  return isTest(path) && ts.isCallExpression(node.parent) && /^describe\b/.test(node.parent.expression.getText());
}

function nameOf(node: ts.FunctionLikeDeclaration): string {
  if (node.name) return node.name.getText();
  if (ts.isVariableDeclaration(node.parent) || ts.isPropertyAssignment(node.parent)) return node.parent.name.getText();
  if (ts.isConstructorDeclaration(node)) return 'constructor';
  return ts.isCallExpression(node.parent) ? `the function given to ${node.parent.expression.getText()}` : 'a function';
}

export function fileSizes(tree: Tree): Sized[] {
  return tree.paths
    .filter(isSource)
    .map((path) => ({ path, line: 0, name: 'the file', lines: tree.lines(path).length }));
}

/** Every function with a body in braces. */
export function functionSizes(tree: Tree): Sized[] {
  const found: Sized[] = [];
  for (const path of tree.paths.filter((path) => isScript(path) && !isGenerated(path))) {
    const file = syntax(tree, path);
    eachNode(file, (node) => {
      const body = ts.isFunctionLike(node) && 'body' in node ? node.body : undefined;
      if (!body || !ts.isBlock(body as ts.Node) || isChapter(node, path)) return;
      const lines = lineAtEnd(file, node) - lineOf(file, node) + 1;
      found.push({ path, line: lineOf(file, node), name: nameOf(node as ts.FunctionLikeDeclaration), lines });
    });
  }
  return found;
}

function tooLong(things: Sized[], max: number): Finding[] {
  return things
    .filter(({ lines }) => lines > max)
    .map(({ path, line, name, lines }) => {
      return { path, line, rule: 'size', sentence: `${name} has ${lines} lines, ${max} at most` };
    });
}

export function sizes(tree: Tree): Finding[] {
  return [...tooLong(fileSizes(tree), FILE_LINES_MAX), ...tooLong(functionSizes(tree), FUNCTION_LINES_MAX)];
}

/** `214 files: median 58, p90 141, max 288 (apps/server/src/…)`. */
export function distribution(what: string, things: Sized[]): string {
  const sorted = [...things].sort((a, b) => a.lines - b.lines);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]?.lines ?? 0;
  const last = sorted.at(-1);
  const place = last ? ` (${last.path}${last.line ? `:${last.line}` : ''})` : '';
  return `${sorted.length} ${what}: median ${at(0.5)}, p90 ${at(0.9)}, max ${last?.lines ?? 0}${place}`;
}
