import ts from 'typescript';
import type { Finding } from './finding.ts';
import { eachNode, lineOf, syntax } from './syntax.ts';
import { isGenerated, isScript, type Tree } from './tree.ts';

/** These rules name the very words they look for. */
const ownFolder = 'tools/tidy/';

const marker = /\b(TODO|FIXME|HACK|XXX)\b/;
const focused = /^(it|test|describe|suite)(\.\w+)*\.(only|skip|todo)$|^(fit|xit|fdescribe|xdescribe)$/;

function markers(tree: Tree, path: string): Finding[] {
  return tree.lines(path).flatMap((text, index) => {
    const word = marker.exec(text)?.[1];
    const sentence = `${word}: do it now, or open an issue`;
    return word ? [{ path, line: index + 1, rule: 'marker', sentence }] : [];
  });
}

function focusedTests(tree: Tree, path: string): Finding[] {
  const findings: Finding[] = [];
  const file = syntax(tree, path);
  eachNode(file, (node) => {
    if (!ts.isCallExpression(node)) return;
    const name = node.expression.getText(file);
    if (!focused.test(name)) return;
    findings.push({ path, line: lineOf(file, node), rule: 'focus', sentence: `${name}: every test runs` });
  });
  return findings;
}

const consoleMethods = new Set(['log', 'error', 'warn', 'info', 'debug', 'trace', 'table', 'dir']);

function consoleCalls(tree: Tree, path: string): Finding[] {
  const findings: Finding[] = [];
  const file = syntax(tree, path);
  eachNode(file, (node) => {
    if (!ts.isPropertyAccessExpression(node) || node.expression.getText(file) !== 'console') return;
    if (!consoleMethods.has(node.name.text)) return;
    const sentence = `${node.getText(file)}: the server logs through pino, the command writes to stdout`;
    findings.push({ path, line: lineOf(file, node), rule: 'console', sentence });
  });
  return findings;
}

/** What is left lying about after work: markers, focused or skipped tests, console calls. */
export function leftovers(tree: Tree): Finding[] {
  const paths = tree.paths.filter((path) => !path.startsWith(ownFolder) && !isGenerated(path));
  const prose = paths.filter((path) => path !== 'package-lock.json' && path !== 'LICENSE');
  const shipped = paths.filter((path) => isScript(path) && /^(apps|packages)\//.test(path) && !/\/bin\//.test(path));
  return [
    ...prose.flatMap((path) => markers(tree, path)),
    ...paths.filter(isScript).flatMap((path) => focusedTests(tree, path)),
    ...shipped.flatMap((path) => consoleCalls(tree, path)),
  ];
}
