import ts from 'typescript';
import type { Finding } from './finding.ts';
import { eachNode, lineOf, syntax } from './syntax.ts';
import { isGenerated, isScript, type Tree } from './tree.ts';

const page = 'docs/ENV.md';
const ownFolder = 'tools/tidy/';

/** The system's own, which nobody sets for Farebox. */
const system = new Set(['PATH', 'HOME', 'TMPDIR', 'USER', 'SHELL', 'LANG', 'LC_ALL', 'TZ', 'NO_COLOR', 'FORCE_COLOR']);
const variable = /^[A-Z][A-Z0-9_]+$/;
const environmentName = /(^|\.)(env|environment)$/;

/** The keys of a table that is named after the environment: `const fromEnvironment = { PORT: … }`. */
function tabled(node: ts.VariableDeclaration): string[] {
  const table = node.initializer;
  if (!table || !ts.isObjectLiteralExpression(table) || !/environment$/i.test(node.name.getText())) return [];
  return table.properties.flatMap(({ name }) => name?.getText() ?? []);
}

function read(node: ts.Node): string[] {
  if (ts.isPropertyAccessExpression(node) && environmentName.test(node.expression.getText())) return [node.name.text];
  if (ts.isElementAccessExpression(node) && environmentName.test(node.expression.getText())) {
    return ts.isStringLiteral(node.argumentExpression) ? [node.argumentExpression.text] : [];
  }
  if (!ts.isVariableDeclaration(node)) return [];
  const taken = environmentName.test(node.initializer?.getText() ?? '');
  if (!taken || !ts.isObjectBindingPattern(node.name)) return tabled(node);
  return node.name.elements.map((element) => (element.propertyName ?? element.name).getText());
}

/** Every environment variable that scripts read, with the first place. */
function readInCode(tree: Tree): Map<string, { path: string; line: number }> {
  const found = new Map<string, { path: string; line: number }>();
  for (const path of tree.paths.filter((path) => isScript(path) && !isGenerated(path) && !path.startsWith(ownFolder))) {
    const file = syntax(tree, path);
    eachNode(file, (node) => {
      for (const name of read(node)) {
        if (variable.test(name) && !system.has(name) && !found.has(name)) {
          found.set(name, { path, line: lineOf(file, node) });
        }
      }
    });
  }
  return found;
}

/** The names in the first column of the page's tables. */
function documented(tree: Tree): Map<string, number> {
  const rows = tree.lines(page).flatMap((text, index): [string, number][] => {
    const name = /^\|\s*`([A-Z][A-Z0-9_]+)`/.exec(text)?.[1];
    return name ? [[name, index + 1]] : [];
  });
  return new Map(rows);
}

/** Somewhere in code or scripts, as a word: a table of names or a shell script counts too. */
function mentioned(tree: Tree, name: string): boolean {
  const word = new RegExp(`\\b${name}\\b`);
  return tree.paths.some((path) => (isScript(path) || /\.(sh|yaml)$/.test(path)) && word.test(tree.text(path)));
}

/** docs/ENV.md tells of every variable that is read, and of no other. */
export function environment(tree: Tree): Finding[] {
  if (!tree.hasFile(page)) return [];
  const inCode = readInCode(tree);
  const inPage = documented(tree);
  const rule = 'environment';
  const untold = [...inCode].filter(([name]) => !inPage.has(name));
  const idle = [...inPage].filter(([name]) => !inCode.has(name) && !mentioned(tree, name));
  return [
    ...untold.map(([name, at]) => ({ ...at, rule, sentence: `${name} is not in ${page}` })),
    ...idle.map(([name, line]) => ({ path: page, line, rule, sentence: `nothing reads ${name}` })),
  ];
}
