// What must be there before anything of ours can run: the packages, and the build. Plain Node, nothing imported.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

const installedStamp = join(root, 'node_modules/.farebox-lock');
const builtStamp = join(root, '.farebox-build.json');
const outputs = ['apps/server/dist/main.js', 'packages/cli/dist/index.js', 'apps/web/dist/index.html'];

/** Stops with a sentence on a Node that is too old for the packages. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  process.stderr.write(`Farebox needs Node 20.19 or newer; this is ${process.versions.node}.\n`);
  process.exit(2);
}

/** Runs a program in the repository; resolves with its exit code. */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', ...options });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** Runs a program of an installed package with this very Node. */
export function runTool(path, args, options) {
  return run(process.execPath, [join(root, 'node_modules', path), ...args], options);
}

/** `npm ci` when the packages are missing or the lockfile is another than the one they were installed from. */
export async function ensureInstalled() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (isInstalled(lock)) return;
  process.stderr.write('Installing packages (npm ci) …\n');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
  const code = npm ? await run(process.execPath, [npm, ...args]) : await run('npm', args);
  if (code !== 0) process.exit(code);
  writeFileSync(installedStamp, lock);
}

/** npm's own record tells of an install that we did not make: it is newer than the lockfile it came from. */
function isInstalled(lock) {
  if (existsSync(installedStamp)) return readFileSync(installedStamp, 'utf8') === lock;
  const record = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(record) || statSync(record).mtimeMs < statSync(join(root, 'package-lock.json')).mtimeMs) return false;
  writeFileSync(installedStamp, lock);
  return true;
}

/** Builds when a source is another than at the last build, or the build is gone. */
export async function ensureBuilt() {
  const sources = fingerprint();
  const stamp = existsSync(builtStamp) ? JSON.parse(readFileSync(builtStamp, 'utf8')).sources : null;
  if (stamp === sources && outputs.every((path) => existsSync(join(root, path)))) return;
  process.stderr.write('Building …\n');
  const code = await build();
  if (code !== 0) process.exit(code);
}

/** Compiles every package and the console; remembers from what. Resolves with the exit code. */
export async function build() {
  const sources = fingerprint();
  const web = { cwd: join(root, 'apps/web'), env: { ...process.env, NODE_ENV: 'production' } };
  const codes = await Promise.all([
    runTool('typescript/bin/tsc', ['-b']),
    runTool('vite/bin/vite.js', ['build', '--logLevel', 'warn'], web),
  ]);
  const code = Math.max(...codes);
  if (code === 0) writeFileSync(builtStamp, `${JSON.stringify({ sources })}\n`);
  return code;
}

/** Path, size and time of everything that is compiled: quick to read, and another after any edit. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const group of ['packages', 'apps']) {
    for (const name of readdirSync(join(root, group))) addFolder(hash, join(root, group, name));
  }
  for (const name of ['package-lock.json', 'tsconfig.base.json', 'tsconfig.json']) addFile(hash, join(root, name));
  return hash.digest('hex');
}

function addFolder(hash, folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !['dist', 'node_modules', 'migrations', 'sql', 'e2e'].includes(entry.name)) {
      addFolder(hash, path);
    }
    if (entry.isFile() && !/\.test\.tsx?$|\.md$|\.tsbuildinfo$/.test(entry.name)) addFile(hash, path);
  }
}

function addFile(hash, path) {
  const { size, mtimeMs } = statSync(path);
  hash.update(`${path}\n${size}\n${mtimeMs}\n`);
}
