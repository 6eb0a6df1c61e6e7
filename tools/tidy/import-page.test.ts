import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { mayImport } from './import-table.ts';

it('docs/ARCHITECTURE.md names every area of the import table', () => {
  const page = readFileSync(new URL('../../docs/ARCHITECTURE.md', import.meta.url), 'utf8');
  const [, chapter = ''] = /^## Who may import whom\n([\s\S]*?)^## /m.exec(page) ?? [];
  const firstCells = [...chapter.matchAll(/^\|([^|]*)\|/gm)].map(([, cell = '']) => cell).join();
  const named = [...firstCells.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
  expect(named.sort()).toEqual([...Object.keys(mayImport), 'admin'].sort());
});
