import ts from 'typescript';
import type { Finding } from './finding.ts';
import { eachNode, lineOf, syntax } from './syntax.ts';
import { isGenerated, isScript, isTest, type Tree } from './tree.ts';

const page = 'docs/API.md';
const rule = 'api';

interface Told {
  /** `402 insufficient_credits`, or `POST /api/holds`. */
  name: string;
  path: string;
  line: number;
}

function literalOf(object: ts.ObjectLiteralExpression, key: string): string | null {
  const property = object.properties.find((each) => each.name?.getText() === key);
  if (!property || !ts.isPropertyAssignment(property)) return null;
  const { initializer } = property;
  return ts.isStringLiteral(initializer) || ts.isNumericLiteral(initializer) ? initializer.text : null;
}

/** `some_code: { status: 404, message: '…' }`, as the tables of errors.ts write refusals. */
function refusalIn(node: ts.Node): string | null {
  if (!ts.isPropertyAssignment(node) || !ts.isObjectLiteralExpression(node.initializer)) return null;
  const code = node.name.getText();
  const status = literalOf(node.initializer, 'status');
  return status && /^[a-z_]+$/.test(code) && literalOf(node.initializer, 'message') ? `${status} ${code}` : null;
}

/** `{ method: 'post', path: '/api/holds' }`, as routes are declared. */
function routeIn(node: ts.Node): string | null {
  if (!ts.isObjectLiteralExpression(node)) return null;
  const [method, path] = [literalOf(node, 'method'), literalOf(node, 'path')];
  return method && path?.startsWith('/') ? `${method.toUpperCase()} ${path}` : null;
}

function inCode(tree: Tree): Told[] {
  const told: Told[] = [];
  const paths = tree.paths.filter((path) => /^(apps\/server|packages\/ledger)\/src\//.test(path) && isScript(path));
  for (const path of paths.filter((path) => !isTest(path) && !isGenerated(path))) {
    const file = syntax(tree, path);
    eachNode(file, (node) => {
      const name = refusalIn(node) ?? routeIn(node);
      if (name) told.push({ name, path, line: lineOf(file, node) });
    });
  }
  return told;
}

/** Rows of the page: `| 402 | `code` |` and `| `POST /path` |`. */
function inPage(tree: Tree): Told[] {
  return tree.lines(page).flatMap((text, index) => {
    const [, status, code] = /^\| (\d{3}) \| `([a-z_]+)`/.exec(text) ?? [];
    const route = /^\| `([A-Z]+ \/[^`]*)`/.exec(text)?.[1];
    const name = route ?? (code && `${status} ${code}`);
    return name ? [{ name, path: page, line: index + 1 }] : [];
  });
}

/** Addresses that are routed without a declaration: the gateway's, the server's own health, plain files. */
const undeclared = /^[A-Z]+ \/(healthz|readyz|metrics|openapi\.json|v1\/)/;

/** docs/API.md tells of every declared route and every refusal with its status, and of no other. */
export function apiPage(tree: Tree): Finding[] {
  if (!tree.hasFile(page)) return [];
  const [code, rows] = [inCode(tree), inPage(tree)];
  const has = (list: Told[], name: string) => list.some((each) => each.name === name);
  const untold = code.filter(({ name }) => !has(rows, name));
  const idle = rows.filter(({ name }) => !has(code, name) && !undeclared.test(name));
  return [
    ...untold.map(({ name, path, line }) => ({ path, line, rule, sentence: `${name} is not in ${page}` })),
    ...idle.map(({ name, path, line }) => ({ path, line, rule, sentence: `the server has no ${name}` })),
  ];
}
