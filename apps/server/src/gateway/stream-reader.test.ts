import { expect, it } from 'vitest';
import { chatChunk } from '../../../../tools/testing/upstream.ts';
import type { Ask } from './ask.ts';
import { chat } from './endpoints.ts';
import { StreamReader } from './stream-reader.ts';

it('knows what was delivered also while it counts a part of it', async () => {
  const reader = new StreamReader(chat, { wantsUsage: true } as Ask);
  for (let at = 0; at < 40; at += 1) reader.read(Buffer.from(chatChunk(' go'.repeat(2_500))));
  const counted = reader.compact();
  const [silent, meanwhile] = [reader.silent(), reader.deliveredTokens()];
  await counted;
  // A long text is counted by its beginning.
  const about = (tokens: number) => Math.round(tokens / 1_000) * 1_000;
  expect([silent, about(await meanwhile)]).toEqual([false, 100_000]);
  expect([reader.silent(), about(await reader.deliveredTokens())]).toEqual([false, 100_000]);
});
