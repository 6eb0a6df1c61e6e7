/** Files of the server's root that put the whole together; only they and tests may import them. */
const wiring = /^apps\/server\/src\/(app|main|start|boot|serve)\.ts$|^apps\/server\/src\/commands?(\/|\.ts$)/;

/**
 * What a file belongs to, in the words of the import table: a package's name, a domain's name, `http`, `database`,
 * `root` (a lone file of the server such as context.ts), `wiring`, or the first folder of its path.
 */
export function areaOf(path: string): string {
  const [top, second, third, fourth, ...rest] = path.split('/');
  if (top === 'packages') return second ?? top;
  if (top === 'apps' && second === 'web') return 'web';
  if (top === 'apps' && second === 'server' && third === 'src' && fourth) {
    if (wiring.test(path)) return 'wiring';
    return rest.length === 0 ? 'root' : fourth;
  }
  return top ?? path;
}

const notDomains = new Set(['http', 'database', 'root', 'wiring']);

/** The folder name of a server domain, or null. */
export function domainOf(path: string): string | null {
  if (!path.startsWith('apps/server/src/')) return null;
  const area = areaOf(path);
  return notDomains.has(area) ? null : area;
}
