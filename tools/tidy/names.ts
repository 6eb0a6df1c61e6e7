import { posix } from 'node:path';
import type { Finding } from './finding.ts';
import { isScript, type Tree } from './tree.ts';

const bag = /^(utils?|helpers?|common|misc|stuff|shared|legacy)$/i;
const version = /(^|[-_.a-z])V[2-9]\b|[-_.]v[2-9]\b|^v[2-9]$/;
const kebab = /^[_$.]*[a-z0-9]+([-_.$][a-z0-9$]+)*$/;

function saidOf(name: string): string | null {
  const words = name.split(/[-_.]/);
  const stem = name.replace(/(\.[a-z]+)+$/, '');
  if (words.some((word) => bag.test(word))) return `${name} is a bag: name it after what it is`;
  if (version.test(stem)) return `${name} has a version in its name: replace the old one instead`;
  return null;
}

/** Names say what a thing is: no bags, no versions, and scripts in kebab case. */
export function names(tree: Tree): Finding[] {
  const findings: Finding[] = [];
  for (const path of [...tree.paths, ...tree.folders]) {
    const name = posix.basename(path);
    const at = { path, line: 0, rule: 'name' };
    const sentence = saidOf(name);
    if (sentence) findings.push({ ...at, sentence });
    else if (isScript(path) && !kebab.test(name)) findings.push({ ...at, sentence: `${name} is not in kebab case` });
  }
  return findings;
}
