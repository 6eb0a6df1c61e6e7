import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventBuffer } from './event-buffer.ts';

describe('the event buffer', () => {
  it.each(['\n\n', '\r\n\r\n', '\r\r'])('passes whole events only, whatever the cuts (%j)', (end) => {
    const events = ['data: one', ': 注释', 'event: x\ndata: {"a":"é\\n"}', 'data: 三'].map((event) => event + end);
    const bytes = Buffer.from(events.join(''));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: bytes.length }), (sizes) => {
        const buffer = new EventBuffer(1_000);
        const passed: Buffer[] = [];
        for (let at = 0, turn = 0; at < bytes.length; turn++) {
          const size = sizes[turn]!;
          const whole = buffer.push(bytes.subarray(at, at + size));
          if (whole) passed.push(Buffer.from(whole));
          at += size;
        }
        for (const piece of passed) expect(piece.toString()).toMatch(/(\n\n|\r\n\r\n|\r\r)$/);
        expect(Buffer.concat([...passed, buffer.rest()])).toEqual(bytes);
      }),
    );
  });

  it('passes a chunk that ends with an event untouched', () => {
    const chunk = Buffer.from('data: one\n\ndata: two\n\n');
    expect(new EventBuffer(100).push(chunk)?.buffer).toBe(chunk.buffer);
  });

  it('puts an event of many pieces together, whose end is cut in two', () => {
    const buffer = new EventBuffer(10_000_000);
    const piece = Buffer.alloc(65_536, 'a');
    for (let turn = 0; turn < 100; turn++) expect(buffer.push(piece)).toBeNull();
    expect(buffer.push(Buffer.from('\n'))).toBeNull();
    expect(buffer.push(Buffer.from('\nrest'))?.length).toBe(100 * 65_536 + 2);
    expect(buffer.rest().toString()).toBe('rest');
  });

  it('refuses an event that never ends', () => {
    const buffer = new EventBuffer(100);
    expect(() => {
      for (let turn = 0; turn < 20; turn++) buffer.push(Buffer.from('data: more'));
    }).toThrow(/too large/);
  });
});
