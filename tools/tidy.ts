import { fileURLToPath } from 'node:url';
import { printed } from './tidy/finding.ts';
import { findings } from './tidy/rules.ts';
import { distribution, fileSizes, functionSizes } from './tidy/sizes.ts';
import { readTree } from './tidy/tree.ts';

const tree = readTree(fileURLToPath(new URL('..', import.meta.url)));
const found = findings(tree);

for (const finding of found) process.stdout.write(`${printed(finding)}\n`);
process.stdout.write(`${distribution('files', fileSizes(tree))}\n`);
process.stdout.write(`${distribution('functions', functionSizes(tree))}\n`);
process.stdout.write(found.length === 0 ? 'tidy: nothing to say\n' : `tidy: ${found.length} to put right\n`);
process.exitCode = found.length === 0 ? 0 : 1;
