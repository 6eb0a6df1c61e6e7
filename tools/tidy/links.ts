import { posix } from 'node:path';
import type { Finding } from './finding.ts';
import type { Tree } from './tree.ts';

const link = /\[[^\]]*\]\(([^)\s]+)\)/g;
const code = /`([^`\n]+)`/g;
const fileName = /^\.?[@\w][@\w./-]*\.(ts|tsx|mjs|sql|md|json|yaml|yml|sh|css|gen\.ts)$/;
const rooted = /^(apps|packages|tools|docs|bench|supabase)\/[\w@./-]*\w$/;

/** Made by running or by the reader, so not in the tree. */
const made = /(^|\/)(config\.yaml|secrets\.json|owner\.json|dist|data|node_modules)(\/|$)/;

function anchors(tree: Tree, path: string): Set<string> {
  const headings = tree.lines(path).filter((line) => /^#+ /.test(line));
  return new Set(headings.map((line) => anchorOf(line.replace(/^#+ /, ''))));
}

/** The way GitHub makes an anchor of a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');
}

function brokenLink(tree: Tree, page: string, target: string): string | null {
  if (/^[a-z]+:/.test(target)) return null;
  const [file = '', anchor] = target.split('#');
  const path = file ? posix.join(posix.dirname(page), file).replace(/\/$/, '') : page;
  if (!tree.has(path)) return `${target} is not there`;
  if (anchor && tree.hasFile(path) && !anchors(tree, path).has(anchor)) return `${target}: no such heading`;
  return null;
}

/** A bare name may be any file of that name; one with a folder counts from the root, the page, or the server's source. */
function brokenName(tree: Tree, page: string, name: string): string | null {
  if (made.test(name) || !(fileName.test(name) || rooted.test(name))) return null;
  const bases = ['', posix.dirname(page), 'apps/server/src', 'apps/server', 'apps/web/src', 'packages/ledger'];
  if (bases.some((base) => tree.has(posix.join(base, name).replace(/\/$/, '')))) return null;
  const anywhere = !name.includes('/') && tree.paths.some((path) => posix.basename(path) === name);
  return anywhere ? null : `${name} is not there`;
}

function inLine(tree: Tree, page: string, text: string): string[] {
  const links = [...text.matchAll(link)].map(([, target]) => brokenLink(tree, page, target ?? ''));
  const spans = [...text.matchAll(code)].map(([, name]) => brokenName(tree, page, name ?? ''));
  return [...links, ...spans].filter((sentence) => sentence !== null);
}

/** Links and file names in Markdown lead somewhere. Fenced examples are not looked at. */
export function links(tree: Tree): Finding[] {
  const findings: Finding[] = [];
  for (const page of tree.paths.filter((path) => path.endsWith('.md'))) {
    let fenced = false;
    for (const [index, text] of tree.lines(page).entries()) {
      if (/^\s*```/.test(text)) fenced = !fenced;
      if (fenced) continue;
      const line = index + 1;
      findings.push(...inLine(tree, page, text).map((sentence) => ({ path: page, line, rule: 'link', sentence })));
    }
  }
  return findings;
}
