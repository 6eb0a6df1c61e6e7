import { newId } from '@farebox/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signUp, testServer } from '../../../../tools/testing/index.ts';
import { pagesOf, stage } from './stage.fixture.ts';

describe('GET /api/statements/:month?format=pdf', () => {
  let server: ReturnType<typeof stage>;
  beforeAll(async () => {
    server = stage(await testServer(), signUp);
  });
  afterAll(() => server.close());

  const pages = async (cookie: string, lang: string) => {
    const answer = await server.get(`/api/statements/2026-03?format=pdf&lang=${lang}`, cookie);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="farebox-statement-2026-03.pdf"');
    return pagesOf(await answer.arrayBuffer());
  };
  const charge = (accountId: string, amount: bigint, model: string) =>
    server.deps.ledger.charge({ id: newId(), accountId, amount, usage: { model } });

  it('tells the month in both languages, use rolled up by day and model', async () => {
    const { userId, cookie } = await server.person('2026-02-10T00:00:00Z', 'Asia/Shanghai');
    await server.setTime('2026-03-05T06:22:00Z');
    await server.deps.ledger.grant({
      id: newId(),
      accountId: userId,
      amount: 1_234_000_000n,
      category: 'paid',
      reason: 'purchase',
    });
    for (let n = 0; n < 3; n++) await charge(userId, 1_000_214n, '通义千问');
    // Already the 6th in Shanghai.
    await server.setTime('2026-03-05T17:00:00Z');
    await charge(userId, 500_000n, 'gpt-5');
    await server.deps.ledger.hold({
      id: newId(),
      accountId: userId,
      amount: 7_000_000n,
      expiresInSeconds: 86_400 * 29,
    });
    await server.setTime('2026-04-02T00:00:00Z');
    const [english, chinese] = [(await pages(cookie, 'en')).join('\n'), (await pages(cookie, 'zh')).join('\n')];
    for (const told of [
      'March 2026',
      'Credits, in the time of Asia/Shanghai',
      'Opening 3.00 In +1,234.00 Out −3.500642 Closing 1,233.499358 of which held 7.00',
      'Usage 4 −3.500642',
      '2026-03-05 14:22 Purchase +1,234.00 1,237.00',
      '2026-03-05 Usage · 通义千问 3 calls −3.000642 1,233.999358',
      '2026-03-06 Usage · gpt-5 1 call −0.50 1,233.499358',
    ]) {
      expect(english.replace(/[ \n]+/g, ' ')).toContain(told);
    }
    for (const told of [
      '2026年3月',
      '期末余额',
      '其中预留 7.00',
      '充值 1 +1,234.00',
      '使用扣费 · 通义千问 3 次调用 −3.000642',
    ]) {
      expect(chinese.replace(/[ \n]+/g, ' ')).toContain(told);
    }
  });

  it('says what a month without movements is, that it runs, and what is owed', async () => {
    const { userId, cookie } = await server.person('2026-02-10T00:00:00Z');
    const { id: grantId } = await server.deps.ledger.grant({
      id: newId(),
      accountId: userId,
      amount: 2_000_000n,
      category: 'paid',
    });
    await charge(userId, 5_000_000n, 'gpt-5');
    await server.deps.ledger.revoke({ id: newId(), accountId: userId, grantId });
    await server.setTime('2026-03-10T12:00:00Z');
    const text = (await pages(cookie, 'en')).join('\n');
    expect(text).toContain('Nothing moved in this month.');
    await server.deps.ledger.grant({
      id: newId(),
      accountId: userId,
      amount: 5_000_000n,
      category: 'paid',
      reason: 'refund',
    });
    const restored = (await pages(cookie, 'en')).join('\n');
    expect(restored).toContain('Given back after a refund or dispute 1 +5.00');
    expect(restored).toContain('Debt paid 1 −2.00');
    expect(text).toContain('not over yet: as of 2026-03-10 12:00');
    expect(text).toContain('Debt: 2.00 at the beginning, 0.00 added, 0.00 paid, 2.00 at the end');
  });

  it('repeats its heads on every page, and refers to the CSV beyond 2,000 lines', { timeout: 60_000 }, async () => {
    const { userId, cookie } = await server.person('2026-03-01T00:00:00Z');
    const models = Array.from({ length: 2100 }, (_, n) => `model-${n}`);
    await Promise.all(models.map((model) => charge(userId, 1n, model)));
    await server.setTime('2026-04-02T00:00:00Z');
    const all = await pages(cookie, 'en');
    expect(all.length).toBeGreaterThan(50);
    for (const [index, text] of all.entries()) {
      if (index < all.length - 1) expect(text).toContain('Date What Reference Credits Balance');
      expect(text).toContain(`Page ${index + 1} of ${all.length}`);
    }
    // The welcome credits are a line too.
    expect(all.join('').match(/Usage · model-/g)).toHaveLength(1999);
    expect(all.at(-1)).toContain('101 more lines are not shown here.');
    expect(all[0]).toContain('2.9979');
  });

  it('does not keep other requests waiting while it is made', { timeout: 60_000 }, async () => {
    const { userId, cookie } = await server.person('2026-03-01T00:00:00Z');
    await Promise.all(Array.from({ length: 2000 }, (_, n) => charge(userId, 1n, `模型-${n}`)));
    await server.setTime('2026-04-02T00:00:00Z');
    await pages(cookie, 'zh');
    let [longest, last] = [0, performance.now()];
    const ticking = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 1);
    await server.get('/api/statements/2026-03?format=pdf&lang=zh', cookie);
    clearInterval(ticking);
    expect(longest).toBeLessThan(1000);
  });
});
