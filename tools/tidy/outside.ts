import type { Finding } from './finding.ts';
import type { Tree } from './tree.ts';

const ownFolder = 'tools/tidy/';

const rules: { pattern: RegExp; sentence: string; only?: RegExp }[] = [
  { pattern: /\bregistry\.[a-z0-9-]+\.[a-z]{2,}|\bnpm\.pkg\.github\b/i, sentence: 'names a package registry' },
  { pattern: /^\s*(@[\w-]+:)?registry\s*=/, sentence: 'sets a package registry', only: /(^|\/)\.npmrc$/ },
  { pattern: /"resolved": "https?:/, sentence: 'pins a registry host', only: /package-lock\.json$/ },
  { pattern: /\.\.\/shared\b|(^|[\s"'`(])\/work\//, sentence: 'points outside the repository' },
];

/** Nothing depends on where this checkout lies or where its packages were fetched from. */
export function outside(tree: Tree): Finding[] {
  const findings: Finding[] = [];
  for (const path of tree.paths.filter((path) => !path.startsWith(ownFolder))) {
    const applied = rules.filter(({ only }) => !only || only.test(path));
    for (const [index, text] of tree.lines(path).entries()) {
      const broken = applied.find(({ pattern }) => pattern.test(text));
      if (broken) findings.push({ path, line: index + 1, rule: 'outside', sentence: broken.sentence });
    }
  }
  return findings;
}
