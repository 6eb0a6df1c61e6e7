import ts from 'typescript';
import type { Finding } from './finding.ts';
import { isGenerated, isScript, type Tree } from './tree.ts';

/** Lines that end as a statement does, or open or close a block: prose hardly ever does. */
const endsAsCode = /[;{]$|^[)}\]]+[;,]?$|=>\s*\{?$/;
const sqlStatement = /^(select|insert|update|delete|create|alter|drop|grant|revoke|perform|return)\b.*;$/i;

function isStatement(text: string): boolean {
  if (!endsAsCode.test(text)) return false;
  const { diagnostics = [] } = ts.transpileModule(text.replace(/\{$/, '{}'), { reportDiagnostics: true });
  return diagnostics.length === 0 || /^[)}\]]/.test(text);
}

function commentedCode(path: string, text: string): boolean {
  if (path.endsWith('.sql')) return sqlStatement.test(/^\s*--\s*(.*?)\s*$/.exec(text)?.[1] ?? '');
  const comment = /^\s*\/\/\s*(.*?)\s*$/.exec(text)?.[1];
  return comment !== undefined && isStatement(comment);
}

/** Code that was switched off instead of deleted. A guess by shape: a comment line that parses as a statement. */
export function deadComments(tree: Tree): Finding[] {
  const paths = tree.paths.filter((path) => (isScript(path) || path.endsWith('.sql')) && !isGenerated(path));
  return paths.flatMap((path) =>
    tree.lines(path).flatMap((text, index) => {
      const sentence = 'code in a comment: delete it, git remembers';
      return commentedCode(path, text) ? [{ path, line: index + 1, rule: 'dead-comment', sentence }] : [];
    }),
  );
}
