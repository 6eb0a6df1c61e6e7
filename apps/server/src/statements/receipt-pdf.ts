import { creditsText, moneyText } from './figures.ts';
import type { Language } from './language.ts';
import { drawParties, drawStub, footer, type Seller, sellerLines } from './letterhead.ts';
import { ink, openPaper, type Paper, quiet, sheet, textWidth } from './paper.ts';
import type { Receipt } from './receipt.ts';
import { drawTable } from './table.ts';
import { brandText, type Say, sayIn, statusWords } from './words.ts';

/** A paid order on paper, like a ticket. The same order gives the same bytes. */
export async function receiptPdf(receipt: Receipt, seller: Seller, language: Language): Promise<Buffer> {
  const say = sayIn(language);
  const title = `${say('receipt')} ${receipt.number}`;
  const paper = await openPaper({ title, author: seller.name, language, at: receipt.paidAt ?? receipt.createdAt });
  const note = say('status', { status: statusWords[receipt.status][language] });
  let y = await drawStub(paper, { brand: seller.name, kind: say('receipt'), headline: receipt.number, note });
  const buyer = [receipt.buyerName, receipt.buyerEmail ?? '', receipt.buyerId].filter(Boolean);
  y = await drawParties(paper, y, [
    { title: say('seller'), lines: sellerLines(seller, say) },
    { title: say('buyer'), lines: buyer },
  ]);
  y = await drawFacts(paper, y, receipt, language);
  y = await drawTable(
    paper,
    y,
    [
      { title: say('description'), width: 339 },
      { title: say('amount'), width: 150, figure: true },
    ],
    [[describe(receipt, say), money(receipt, receipt.amount + receipt.discount)]],
  );
  y = await drawSums(paper, y + 8, receipt, say);
  paper.perforation(y + 16);
  return paper.end(footer(paper, say, `${seller.name} · ${title}`));
}

function money({ minorUnits, currency }: Receipt, minor: bigint): string {
  return moneyText(minor, minorUnits, currency);
}

/** What was bought: `Plan Pro · 2026-03-05 – 2026-04-05 · 3,000.00 credits`. */
function describe({ planName, periodFrom, periodTo, credits }: Receipt, say: Say): string {
  const plan = planName === null ? [] : [say('plan', { name: planName })];
  const period = periodFrom === null ? [] : [periodTo === null ? periodFrom : `${periodFrom} – ${periodTo}`];
  const bought = credits > 0n ? [say('creditsBought', { credits: creditsText(credits) })] : [];
  return [...plan, ...period, ...bought].join(' · ');
}

/** Label and value, one below the other. Tells where they end. */
async function drawFacts(paper: Paper, y: number, receipt: Receipt, language: Language): Promise<number> {
  const say = sayIn(language);
  const paidWith = [receipt.provider, receipt.method].filter((name) => name !== null);
  const facts: [label: string, value: string, mono?: boolean][] = [
    [say('ordered'), `${receipt.orderedLocal} (${receipt.timeZone})`],
    [say('paid'), receipt.paidLocal ? `${receipt.paidLocal} (${receipt.timeZone})` : ''],
    [say('order'), receipt.id, true],
    [say('provider'), [...new Set(paidWith.map((name) => brandText(name, language)))].join(' · ')],
    [say('payment'), receipt.payment ?? '', true],
  ];
  let at = y;
  for (const [label, value, mono] of facts.filter(([, text]) => text !== '')) {
    const style = { size: 9, mono, lines: 3 };
    await paper.write(label, sheet.margin, at, 110, { size: 9, color: quiet });
    at += (await paper.write(value, sheet.margin + 120, at, textWidth - 120, style)) + 4;
  }
  return at + 16;
}

/** The discount, the total, and what went back since. Tells where they end. */
async function drawSums(paper: Paper, y: number, receipt: Receipt, say: Say): Promise<number> {
  let at = y;
  for (const { label, minor, bold } of sumsOf(receipt, say)) {
    const style = { size: bold ? 14 : 9, bold, align: 'right' as const };
    const labelStyle = { size: 9, color: bold ? ink : quiet, align: 'right' as const };
    await paper.write(label, sheet.margin + 150, at + (bold ? 4 : 0), 180, labelStyle);
    at += (await paper.write(money(receipt, minor), sheet.margin + 340, at, textWidth - 340, style)) + 6;
  }
  return at;
}

interface Sum {
  label: string;
  minor: bigint;
  bold?: boolean;
}

function sumsOf({ amount, discount, refunded, refunds }: Receipt, say: Say): Sum[] {
  const back = refunds.map((refund) => ({ label: `${say('refunded')} ${refund.local}`, minor: -refund.amount }));
  return [
    ...(discount > 0n ? [{ label: say('discount'), minor: -discount }] : []),
    { label: say('total'), minor: amount, bold: true },
    ...back,
    ...(back.length > 0 ? [{ label: say('kept'), minor: amount - refunded, bold: true }] : []),
  ];
}
