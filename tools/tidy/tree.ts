import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** The text of every file the rules look at, by its path from the root with forward slashes. */
export class Tree {
  readonly #files: ReadonlyMap<string, string>;
  readonly #folders = new Set<string>();

  constructor(files: Record<string, string>) {
    this.#files = new Map(Object.entries(files));
    for (const path of this.#files.keys()) {
      for (let folder = posix.dirname(path); folder !== '.'; folder = posix.dirname(folder)) this.#folders.add(folder);
    }
  }

  get paths(): string[] {
    return [...this.#files.keys()].sort();
  }

  get folders(): string[] {
    return [...this.#folders].sort();
  }

  has(path: string): boolean {
    return this.#files.has(path) || this.#folders.has(path);
  }

  hasFile(path: string): boolean {
    return this.#files.has(path);
  }

  /** Throws for a file that is not there: ask `hasFile` first where that may be. */
  text(path: string): string {
    const text = this.#files.get(path);
    if (text === undefined) throw new Error(`${path} is not in the tree`);
    return text;
  }

  lines(path: string): string[] {
    return this.text(path).replace(/\n$/, '').split('\n');
  }
}

const skippedFolders = new Set(['node_modules', 'dist', '.git', 'coverage', 'test-results']);
const skippedAtRoot = new Set(['data']);
const binary = /\.(png|ico|jpg|webp|woff2?|gz|zip|br|tsbuildinfo|log)$/;

/** Reads a checkout, without what was installed, built or made by running. */
export function readTree(root: string): Tree {
  const files: Record<string, string> = {};
  const walk = (folder: string) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder ? `${folder}/${entry.name}` : entry.name;
      if (entry.isDirectory()) {
        if (!skippedFolders.has(entry.name) && !(folder === '' && skippedAtRoot.has(entry.name))) walk(path);
      } else if (entry.isFile() && !binary.test(entry.name)) {
        files[path] = readFileSync(join(root, path), 'utf8');
      }
    }
  };
  walk('');
  return new Tree(files);
}

export function isScript(path: string): boolean {
  return /\.(ts|tsx|mts|js|mjs|jsx)$/.test(path) && !path.endsWith('.d.ts');
}

export function isGenerated(path: string): boolean {
  return /\.gen\.tsx?$/.test(path);
}

/** Tests and what only tests use. */
export function isTest(path: string): boolean {
  return (
    /\.(test|fixture|fixtures|cases)\.tsx?$/.test(path) || /(^|\/)(testing|fixtures|e2e|tests?|faults)\//.test(path)
  );
}
