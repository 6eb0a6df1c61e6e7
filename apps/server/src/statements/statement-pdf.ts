import { creditsText, monthText } from './figures.ts';
import type { Language } from './language.ts';
import { drawParties, drawStub, footer, type Seller, sellerLines } from './letterhead.ts';
import { openPaper, type Paper, quiet, sheet, textWidth } from './paper.ts';
import type { Statement } from './statement.ts';
import type { StatementLine } from './statement-lines.ts';
import { classes, type Person } from './store.ts';
import { drawTable } from './table.ts';
import { classWords, type Say, sayIn } from './words.ts';

export interface StatementDocument {
  statement: Statement;
  /** As many as a document holds, and how many there are besides. */
  lines: StatementLine[];
  leftOut: number;
  /** `asOf` where the account is, `2026-03-05 14:22`. */
  asOf: string;
  seller: Seller;
  person: Person;
}

/** A month on paper. The same statement gives the same bytes. */
export async function statementPdf(document: StatementDocument, language: Language): Promise<Buffer> {
  const { statement, seller, person } = document;
  const say = sayIn(language);
  const month = monthText(statement.month, language);
  const title = `${say('statement')} ${statement.month}`;
  const paper = await openPaper({ title, author: seller.name, language, at: new Date(statement.span.asOf) });
  const zone = say('zone', { zone: statement.span.timeZone });
  const note = [zone, ...(statement.complete ? [] : [say('asOf', { time: document.asOf })])].join(' · ');
  let y = await drawStub(paper, { brand: seller.name, kind: say('statement'), headline: month, note });
  const account = { title: say('account'), lines: [person.name, person.email ?? '', person.id].filter(Boolean) };
  y = await drawParties(paper, y, [{ title: say('seller'), lines: sellerLines(seller, say) }, account]);
  y = await drawSum(paper, y, statement, say);
  y = await drawTotals(paper, y, statement, language);
  await drawMovements(paper, y, document, say);
  return paper.end(footer(paper, say, `${seller.name} · ${title}`));
}

/** Opening + in − out = closing, the closing largest. */
async function drawSum(paper: Paper, y: number, statement: Statement, say: Say): Promise<number> {
  const { opening, closing } = statement;
  const figures = [
    { label: say('opening'), figure: creditsText(opening.available + opening.held) },
    { label: say('in'), figure: creditsText(statement.in, 'always') },
    { label: say('out'), figure: creditsText(statement.out, 'always') },
    { label: say('closing'), figure: creditsText(closing.available + closing.held), bold: true },
  ];
  const width = textWidth / figures.length;
  for (const [index, { label, figure, bold }] of figures.entries()) {
    const x = sheet.margin + index * width;
    await paper.write(label, x, y, width - 8, { size: 8, color: quiet });
    await paper.write(figure, x, y + 13, width - 8, { size: 14, bold });
  }
  if (closing.held > 0n) {
    const held = `${say('held')} ${creditsText(closing.held)}`;
    await paper.write(held, sheet.margin + 3 * width, y + 34, width, { size: 9, color: quiet });
  }
  return drawDebt(paper, y + 52, statement, say);
}

/** Debt before, what was added, what was paid, debt after; nothing where none was. */
async function drawDebt(
  paper: Paper,
  y: number,
  { opening, closing, debtAdded, debtPaid }: Pick<Statement, 'opening' | 'closing' | 'debtAdded' | 'debtPaid'>,
  say: Say,
): Promise<number> {
  if ([opening.debt, debtAdded, debtPaid, closing.debt].every((debt) => debt === 0n)) return y;
  const debts = {
    before: creditsText(opening.debt),
    added: creditsText(debtAdded, 'always'),
    paid: creditsText(debtPaid, 'always'),
    after: creditsText(closing.debt),
  };
  return y + 6 + (await paper.write(say('debt', debts), sheet.margin, y, textWidth, { size: 9, lines: 2 }));
}

/** What it adds up to by kind, only of kinds that occurred. */
async function drawTotals(paper: Paper, y: number, { totals }: Statement, language: Language): Promise<number> {
  const rows = classes
    .filter((name) => totals[name].movements > 0)
    .map((name) => {
      const { movements, change } = totals[name];
      return [classWords[name][language], String(movements), creditsText(change, 'always')];
    });
  if (rows.length === 0) return y;
  const say = sayIn(language);
  const columns = [
    { title: say('byKind'), width: 259 },
    { title: say('movements'), width: 90, figure: true },
    { title: say('credits'), width: 130, figure: true },
  ];
  return (await drawTable(paper, y + 10, columns, rows)) + 20;
}

async function drawMovements(paper: Paper, y: number, document: StatementDocument, say: Say): Promise<void> {
  const { lines, leftOut } = document;
  if (lines.length === 0) {
    await paper.write(say('noMovements'), sheet.margin, y, textWidth, { size: 10 });
    return;
  }
  const columns = [
    { title: say('date'), width: 78 },
    { title: say('what'), width: 130 },
    { title: say('reference'), width: 97 },
    { title: say('credits'), width: 72, figure: true },
    { title: say('balance'), width: 82, figure: true },
  ];
  const rows = lines.map(({ date, what, reference, change, balanceAfter }) => {
    return [date, what, reference, creditsText(change, 'always'), creditsText(balanceAfter)];
  });
  const end = await drawTable(paper, y, columns, rows);
  if (leftOut === 0) return;
  const fits = end + 40 <= sheet.height - sheet.bottom;
  if (!fits) paper.addPage();
  const at = fits ? end + 10 : sheet.margin;
  await paper.write(say('more', { count: leftOut }), sheet.margin, at, textWidth, { size: 10, lines: 3 });
}
