import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { farebox, type Server } from './farebox.ts';

let out = '';
let calls: [string, string[]][] = [];

const server: Server = {
  version: '1.2.3',
  commandNames: ['verify', 'grant'],
  async main(name, args) {
    calls.push([name, args]);
    return name === 'verify' ? 1 : 0;
  },
};
const load = async () => server;

beforeEach(() => {
  out = '';
  calls = [];
  const keep = (text: string | Uint8Array) => {
    out += text;
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(keep as typeof process.stdout.write);
  vi.spyOn(process.stderr, 'write').mockImplementation(keep as typeof process.stderr.write);
});
afterEach(() => vi.restoreAllMocks());

test.each([
  { args: [], code: 2, says: 'farebox <command>' },
  { args: ['--help'], code: 0, says: 'farebox <command>' },
  { args: ['grant', '--help'], code: 0, says: '--reason word' },
  { args: ['--version'], code: 0, says: '1.2.3\n' },
  { args: ['nope'], code: 2, says: 'There is no command nope.' },
])('farebox $args', async ({ args, code, says }) => {
  expect(await farebox(args, load)).toBe(code);
  expect(out).toContain(says);
  expect(calls).toEqual([]);
});

test('a command gets its arguments, and its exit code is ours', async () => {
  expect(await farebox(['verify'], load)).toBe(1);
  expect(await farebox(['grant', 'ada@example.com', '5', '--reason', 'gift'], load)).toBe(0);
  expect(calls[1]).toEqual(['grant', ['ada@example.com', '5', '--reason', 'gift']]);
});
