import { posix } from 'node:path';
import ts from 'typescript';
import { eachNode, lineOf, syntax } from './syntax.ts';
import { isScript, type Tree } from './tree.ts';

export interface Import {
  from: string;
  line: number;
  specifier: string;
  /** The file of ours that is meant; null for a package from outside, or a file that is not there. */
  to: string | null;
  typeOnly: boolean;
  /** `export * from`. */
  star: boolean;
}

const packages: Record<string, string> = {
  '@farebox/kit': 'packages/kit',
  '@farebox/ledger': 'packages/ledger',
  '@farebox/sdk': 'packages/sdk',
  '@farebox/simulator': 'packages/simulator',
  '@farebox/cli': 'packages/cli',
  '@farebox/server': 'apps/server',
  '@farebox/web': 'apps/web',
};

function resolved(tree: Tree, from: string, specifier: string): string | null {
  if (specifier.startsWith('.')) {
    const path = posix.join(posix.dirname(from), specifier.replace(/\?.*$/, ''));
    return tree.hasFile(path) ? path : null;
  }
  const [scope, name, ...rest] = specifier.split('/');
  const folder = packages[`${scope}/${name}`];
  if (!folder) return null;
  const sub = rest.join('/');
  const candidates = sub ? [`${folder}/src/${sub}.ts`, `${folder}/src/${sub}/index.ts`] : [`${folder}/src/index.ts`];
  return candidates.find((path) => tree.hasFile(path)) ?? `${folder}/src/index.ts`;
}

function specifierOf(node: ts.Node): { specifier: string; typeOnly: boolean; star: boolean } | null {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    const typeOnly = node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
    return { specifier: node.moduleSpecifier.text, typeOnly, star: false };
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
    return { specifier: node.moduleSpecifier.text, typeOnly: node.isTypeOnly, star: !node.exportClause };
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const [argument] = node.arguments;
    if (argument && ts.isStringLiteral(argument)) return { specifier: argument.text, typeOnly: false, star: false };
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
    return { specifier: node.argument.literal.text, typeOnly: true, star: false };
  }
  return null;
}

/** Every import, re-export, `import()` and `import('…')` type of a file. */
export function importsOf(tree: Tree, path: string): Import[] {
  const file = syntax(tree, path);
  const found: Import[] = [];
  eachNode(file, (node) => {
    const read = specifierOf(node);
    if (read) found.push({ from: path, line: lineOf(file, node), to: resolved(tree, path, read.specifier), ...read });
  });
  return found;
}

/** Of the whole tree. */
export function allImports(tree: Tree): Import[] {
  return tree.paths.filter(isScript).flatMap((path) => importsOf(tree, path));
}
