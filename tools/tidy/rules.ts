import { apiPage } from './api-page.ts';
import { cycles } from './cycles.ts';
import { deadComments } from './dead-comments.ts';
import { domains } from './domains.ts';
import { environment } from './environment.ts';
import { byPlace, type Finding } from './finding.ts';
import { importTable } from './import-table.ts';
import { leftovers } from './leftovers.ts';
import { links } from './links.ts';
import { names } from './names.ts';
import { outside } from './outside.ts';
import { dependencies, pins } from './packages.ts';
import { scripts } from './scripts.ts';
import { sizes } from './sizes.ts';
import type { Tree } from './tree.ts';
import { types } from './types.ts';

const rules = [
  importTable,
  cycles,
  sizes,
  types,
  leftovers,
  deadComments,
  names,
  pins,
  dependencies,
  outside,
  domains,
  environment,
  links,
  apiPage,
  scripts,
];

/** Everything the tree breaks, in the order of its files. */
export function findings(tree: Tree): Finding[] {
  return rules.flatMap((rule) => rule(tree)).sort(byPlace);
}
