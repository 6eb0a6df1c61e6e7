import { ask, type Door } from './asking.ts';
import type { Book, Line } from './book.ts';
import { between, oneOf } from './chance.ts';
import { topUp } from './top-ups.ts';

/** What a caller does at one time, from its first operation to its last. */
type Story = (scene: Scene, accountId: string) => Promise<void>;

export interface Scene {
  door: Door;
  book: Book;
  /** Sessions of those who top up, by their accounts. */
  cookies: ReadonlyMap<string, string>;
}

function micro(from: number, to: number): bigint {
  return BigInt(between(from, to));
}

function idOf({ outcome }: Line): string | null {
  return outcome?.done ? outcome.id : null;
}

async function charged({ door, book }: Scene, accountId: string): Promise<Line> {
  return ask(door, book, book.ask('deduct', accountId, micro(1, 50_000)));
}

async function held({ door, book }: Scene, accountId: string, seconds: number): Promise<Line> {
  return ask(door, book, book.ask('hold', accountId, micro(10_000, 50_000), { seconds }));
}

const charge: Story = async (scene, accountId) => void (await charged(scene, accountId));

/** Now and then more than was held. */
const holdAndCapture: Story = async (scene, accountId) => {
  const target = idOf(await held(scene, accountId, 60));
  if (target) await ask(scene.door, scene.book, scene.book.ask('capture', accountId, micro(0, 60_000), { target }));
};

const holdAndRelease: Story = async (scene, accountId) => {
  const target = idOf(await held(scene, accountId, 60));
  if (target) await ask(scene.door, scene.book, scene.book.ask('release', accountId, 0n, { target }));
};

/** Both at once, as two confused processes would: one of them has to be refused. */
const settleTwice: Story = async (scene, accountId) => {
  const { door, book } = scene;
  const target = idOf(await held(scene, accountId, 60));
  if (!target) return;
  const lines = [
    book.ask('capture', accountId, micro(1, 1_000), { target }),
    book.ask('release', accountId, 0n, { target }),
  ];
  await Promise.all(lines.map((line) => ask(door, book, line)));
  if (lines.filter(idOf).length > 1) {
    book.findings.push({ check: 'a hold was captured and released', example: target });
  }
};

/** Nobody settles it: the server has to. */
const holdAndForget: Story = async (scene, accountId) => void (await held(scene, accountId, between(1, 3)));

const grant: Story = async ({ door, book }, accountId) => {
  await ask(door, book, book.ask('grant', accountId, micro(1_000, 60_000)));
};

const chargeAndRefund: Story = async (scene, accountId) => {
  const line = await charged(scene, accountId);
  const target = idOf(line);
  if (!target) return;
  const part = BigInt(between(1, Number(line.amount)));
  await ask(scene.door, scene.book, scene.book.ask('refund', accountId, part, { target }));
};

/** A customer pays, and the provider tells of it until it is heard. */
const payIn: Story = async (scene, accountId) => {
  const cookie = scene.cookies.get(accountId);
  if (cookie) await topUp(scene.door, scene.book, { accountId, cookie });
};

const stories: Story[] = [
  charge,
  charge,
  holdAndCapture,
  holdAndCapture,
  holdAndRelease,
  settleTwice,
  holdAndForget,
  grant,
  chargeAndRefund,
  payIn,
];

/** Some story of some account. */
export function playOne(scene: Scene, accounts: readonly string[]): Promise<void> {
  return oneOf(stories)(scene, oneOf(accounts));
}
