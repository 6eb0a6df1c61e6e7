import { describe, expect, it } from 'vitest';
import { admin as enAdmin } from './en/admin.ts';
import { en } from './en/index.ts';
import { admin as zhAdmin } from './zh/admin.ts';
import { zh } from './zh/index.ts';

type Tree = { [name: string]: string | Tree };

function flat(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([name, value]) =>
    typeof value === 'string' ? [[`${path}${name}`, value] as [string, string]] : flat(value, `${path}${name}.`),
  );
}

const english = new Map(flat({ ...en, admin: enAdmin }));
const chinese = new Map(flat({ ...zh, admin: zhAdmin }));
const placeholders = (text: string | undefined) => [...(text ?? '').matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]).sort();

describe('both languages', () => {
  it('have the same keys', () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('fill in the same things and leave nothing empty', () => {
    for (const [key, text] of english) {
      expect(text.trim(), key).not.toBe('');
      expect(chinese.get(key)?.trim(), key).not.toBe('');
      expect(placeholders(chinese.get(key)), key).toEqual(placeholders(text));
    }
  });

  it('write Chinese as Chinese', () => {
    expect([...chinese].filter(([, text]) => !/\p{Script=Han}/u.test(text))).toEqual([]);
  });
});
