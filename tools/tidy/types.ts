import ts from 'typescript';
import type { Finding } from './finding.ts';
import { eachNode, lineOf, syntax } from './syntax.ts';
import { isGenerated, isScript, isTest, type Tree } from './tree.ts';

const silencer = /^\s*(?:\/\/|\/?\*+)\s*@ts-(ignore|expect-error|nocheck)\b/;

function anyIn(tree: Tree, path: string): Finding[] {
  const findings: Finding[] = [];
  const file = syntax(tree, path);
  eachNode(file, (node) => {
    if (node.kind !== ts.SyntaxKind.AnyKeyword) return;
    const sentence = 'no any: take unknown and parse it';
    findings.push({ path, line: lineOf(file, node), rule: 'any', sentence });
  });
  return findings;
}

function silencersIn(tree: Tree, path: string): Finding[] {
  return tree.lines(path).flatMap((text, index) => {
    const word = silencer.exec(text)?.[1];
    return word ? [{ path, line: index + 1, rule: 'any', sentence: `no @ts-${word}: let the compiler speak` }] : [];
  });
}

/** Outside tests the compiler is never told to look away. */
export function types(tree: Tree): Finding[] {
  const paths = tree.paths.filter((path) => isScript(path) && !isTest(path) && !isGenerated(path));
  return paths.flatMap((path) => [...anyIn(tree, path), ...silencersIn(tree, path)]);
}
