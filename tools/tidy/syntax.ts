import ts from 'typescript';
import type { Tree } from './tree.ts';

const parsed = new WeakMap<Tree, Map<string, ts.SourceFile>>();

/** The file's syntax tree, parsed once per tree. */
export function syntax(tree: Tree, path: string): ts.SourceFile {
  const files = parsed.get(tree) ?? new Map<string, ts.SourceFile>();
  const file = files.get(path) ?? ts.createSourceFile(path, tree.text(path), ts.ScriptTarget.Latest, true);
  parsed.set(tree, files.set(path, file));
  return file;
}

/** Calls `visit` for every node of a file, parents first. */
export function eachNode(file: ts.SourceFile, visit: (node: ts.Node) => void): void {
  const walk = (node: ts.Node) => {
    visit(node);
    ts.forEachChild(node, walk);
  };
  walk(file);
}

export function lineOf(file: ts.SourceFile, node: ts.Node): number {
  return file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
}

export function lineAtEnd(file: ts.SourceFile, node: ts.Node): number {
  return file.getLineAndCharacterOfPosition(node.getEnd()).line + 1;
}
