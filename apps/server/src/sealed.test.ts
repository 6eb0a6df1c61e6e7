import { describe, expect, test } from 'vitest';
import { open, SealError, seal } from './sealed.ts';

const now = { farebox: 'a'.repeat(32) };
const later = { farebox: 'b'.repeat(32), previous: now.farebox };
const place = 'provider_settings/stripe/secretKey';
const text = 'sk_live_canary 密钥';

/** The error that opening throws. */
function refusal(act: () => string): Error {
  try {
    return new Error(`opened: ${act()}`);
  } catch (error) {
    return error as Error;
  }
}

test('what was sealed opens again, and the bytes tell nothing of it', () => {
  const sealed = seal(now, text, place);
  expect(open(now, sealed, place)).toBe(text);
  expect(sealed.includes(Buffer.from('sk_live'))).toBe(false);
  expect(seal(now, text, place).equals(sealed)).toBe(false);
  expect(open(now, seal(now, '', place), place)).toBe('');
});

describe('rotation', () => {
  test('the secret before opens what it sealed; new things are sealed under the new one', () => {
    expect(open(later, seal(now, text, place), place)).toBe(text);
    expect(open({ farebox: later.farebox }, seal(later, text, place), place)).toBe(text);
  });

  test('without it a sentence says what to do', () => {
    const error = refusal(() => open({ farebox: later.farebox }, seal(now, text, place), place));
    expect(error).toBeInstanceOf(SealError);
    expect(error.message).toMatch(/another FAREBOX_SECRET: set FAREBOX_PREVIOUS_SECRET to that one, or enter it again/);
    expect(error.message).not.toContain('sk_live');
  });
});

describe('stays shut', () => {
  const sealed = seal(now, text, place);

  test('in another place', () => {
    expect(refusal(() => open(now, sealed, 'provider_settings/creem/apiKey')).message).toMatch(/changed or moved/);
  });

  test('with any bit of it changed', () => {
    for (let at = 0; at < sealed.length; at += 1) {
      const tampered = Buffer.from(sealed);
      tampered[at] = (tampered[at] as number) ^ 1;
      expect(refusal(() => open(later, tampered, place))).toBeInstanceOf(SealError);
    }
  });

  test.each([
    ['empty', Buffer.alloc(0)],
    ['cut off', sealed.subarray(0, 29)],
    ['with an end cut off', sealed.subarray(0, -1)],
    ['of a format we do not know', Buffer.concat([Buffer.of(9), sealed.subarray(1)])],
    ['plain text', Buffer.from(text)],
  ])('%s', (_, bytes) => {
    expect(refusal(() => open(now, bytes, place))).toBeInstanceOf(SealError);
  });
});
