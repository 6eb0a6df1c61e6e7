import { expect, it } from 'vitest';
import { createDocumentLine } from './document-line.ts';

/** Work that ends when it is told to. */
function work() {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { make: () => ended, end: () => end() };
}

it('makes two at a time, in order, lets twenty wait and refuses the next', async () => {
  const line = createDocumentLine();
  const started: number[] = [];
  const jobs = Array.from({ length: 22 }, work);
  const made = jobs.map(({ make }, n) =>
    line.take(async () => {
      started.push(n);
      await make();
    }),
  );
  await expect(line.take(async () => 'one too many')).rejects.toMatchObject({
    code: 'too_many_documents',
    status: 503,
    details: { retryAfter: 5 },
  });
  expect(started).toEqual([0, 1]);
  jobs[1]?.end();
  await made[1];
  await expect.poll(() => started).toEqual([0, 1, 2]);
  for (const { end } of jobs) end();
  await Promise.all(made);
  expect(started).toEqual(jobs.map((_, n) => n));
});

it('gives the place of one that failed to the next', async () => {
  const line = createDocumentLine();
  const fail = async () => {
    throw new Error('broken');
  };
  for (let n = 0; n < 5; n++) await expect(line.take(fail)).rejects.toThrow('broken');
  expect(await line.take(async () => 'made')).toBe('made');
});
