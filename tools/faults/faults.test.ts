import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Fault, faultsApart, faultsWhole } from './faults.ts';
import { Frames } from './frames.ts';
import { reportLines } from './report.ts';
import { type Play, playAll } from './run.ts';
import { type Stage, stageApart, stageWhole } from './stage.ts';

/** A busy machine may take long to start a server. */
const PATIENCE_MS = 240_000;

function shortRun(faults: Fault[]): Play {
  const pace: Play['pace'] = { before: [400, 900], after: 300 };
  return { callers: 16, customers: 4, pace, faults, seconds: 0, sabotage: null, tell: () => undefined };
}

function named(faults: Fault[], ...names: string[]): Fault[] {
  const found = faults.filter(({ name }) => names.includes(name));
  expect(found.map(({ name }) => name).sort()).toEqual(names.sort());
  return found;
}

describe('a short run of the fault suite', () => {
  let apart: Stage;
  let whole: Stage;
  beforeAll(async () => {
    [apart, whole] = await Promise.all([stageApart(1, {}), stageWhole()]);
  }, PATIENCE_MS);
  afterAll(async () => {
    await Promise.all([apart?.close(), whole?.close()]);
  }, PATIENCE_MS);

  test('every fault under load leaves what was acknowledged, once', { timeout: PATIENCE_MS }, async () => {
    const [one, other] = await Promise.all([
      playAll(
        apart,
        shortRun(named(faultsApart, 'postgres killed', 'replies dropped', 'backend killed', 'server stopped')),
      ),
      playAll(whole, shortRun(named(faultsWhole, 'servers and postgres killed', 'server killed'))),
    ]);
    expect(reportLines(one)).toEqual([
      expect.stringMatching(/^all is well: 4 rounds, \d{2,} operations, \d+ sent again/),
    ]);
    expect(reportLines(other)).toEqual([expect.stringMatching(/^all is well: 2 rounds, \d{2,} operations/)]);
    expect(apart.proxy?.done).toEqual({
      request: expect.toSatisfy((times) => times > 0),
      running: expect.toSatisfy((times) => times > 0),
      reply: expect.toSatisfy((times) => times > 0),
    });
  });
});

test('the end of a statement is found however its messages are cut', () => {
  const message = (type: string, body: string) => {
    const head = Buffer.alloc(5);
    head.write(type);
    head.writeUInt32BE(body.length + 4, 1);
    return Buffer.concat([head, Buffer.from(body)]);
  };
  const said = Buffer.concat([
    message('2', ''),
    message('D', 'Z is only a letter here'),
    message('C', 'ZZZZZ'),
    message('Z', 'I'),
  ]);
  for (let size = 1; size <= said.length; size++) {
    const frames = new Frames();
    const ends: number[] = [];
    for (let at = 0; at < said.length; at += size) if (frames.push(said.subarray(at, at + size))) ends.push(at + size);
    expect(ends.map((end) => end >= said.length)).toEqual([true]);
  }
});
