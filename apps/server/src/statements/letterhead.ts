import { fare, type Paper, perforationGap, quiet, sheet, textWidth } from './paper.ts';
import type { SellerSettings } from './settings.ts';
import type { Say } from './words.ts';

/** A party of a document: its lines, the first the name. */
export interface Party {
  title: string;
  lines: string[];
}

/** The seller as documents name it: the server's own name when the settings say none. */
export interface Seller extends Omit<SellerSettings, 'name'> {
  name: string;
}

export function sellerLines({ name, address, taxId, email }: Seller, say: Say): string[] {
  return [name, ...address, ...(taxId ? [`${say('taxId')} ${taxId}`] : []), ...(email ? [email] : [])];
}

/** The stub: who, what kind of document, its headline; torn off below. Tells where the rest begins. */
export async function drawStub(
  paper: Paper,
  stub: { brand: string; kind: string; headline: string; note: string },
): Promise<number> {
  const { margin } = sheet;
  paper.fill(margin, margin, 12, 12, fare);
  await paper.write(stub.brand, margin + 20, margin - 1, textWidth - 180, { size: 11, bold: true });
  await paper.write(stub.kind, sheet.width - margin - 150, margin - 1, 150, { size: 11, color: quiet, align: 'right' });
  const height = await paper.write(stub.headline, margin, margin + 34, textWidth, { size: 24, bold: true });
  const note = await paper.write(stub.note, margin, margin + 36 + height, textWidth, {
    size: 9,
    color: quiet,
    lines: 2,
  });
  const end = margin + 36 + height + note + 14;
  paper.perforation(end);
  return end + perforationGap;
}

/** Parties and facts side by side. Tells where they end. */
export async function drawParties(paper: Paper, y: number, parties: Party[]): Promise<number> {
  const gap = 20;
  const width = (textWidth - gap * (parties.length - 1)) / parties.length;
  let end = y;
  for (const [index, { title, lines }] of parties.entries()) {
    const x = sheet.margin + index * (width + gap);
    let at = y + (await paper.write(title, x, y, width, { size: 8, color: quiet })) + 2;
    for (const [place, line] of lines.entries()) {
      at += await paper.write(line, x, at, width, { size: 10, bold: place === 0, lines: 3 });
    }
    end = Math.max(end, at);
  }
  return end + 18;
}

/** The foot of each page: what document this is, and which page of how many. */
export function footer(paper: Paper, say: Say, left: string) {
  return async (number: number, count: number): Promise<void> => {
    const y = sheet.height - 40;
    const style = { size: 8, color: quiet };
    const note = paper.isMissing() && number === count ? `${left} · ${say('missing')}` : left;
    await paper.write(note, sheet.margin, y, textWidth - 90, { ...style, lines: 2 });
    await paper.write(say('page', { number, count }), sheet.margin + textWidth - 80, y, 80, {
      ...style,
      align: 'right',
    });
  };
}
