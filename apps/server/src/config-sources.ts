import type { Tree } from './config-file.ts';

/** A setting's dotted place → the last that said it. */
export type Sources = ReadonlyMap<string, 'config' | 'environment'>;

/** Who said what: the places that config.yaml fills, and over them those that the environment does. */
export function sourcesOf(file: Tree, fromEnvironment: readonly string[]): Sources {
  const inFile = places(file).map((place): [string, 'config'] => [place, 'config']);
  return new Map<string, 'config' | 'environment'>([
    ...inFile,
    ...fromEnvironment.map((place): [string, 'environment'] => [place, 'environment']),
  ]);
}

/** Lists are one setting, and so is everything that is no object. */
function places(tree: Tree): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? places(value as Tree).map((rest) => `${key}.${rest}`)
      : [key],
  );
}
