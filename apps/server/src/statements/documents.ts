import type { Deps } from '../context.ts';
import type { DocumentLine } from './document-line.ts';
import { statementErrors } from './errors.ts';
import type { Language } from './language.ts';
import type { Seller } from './letterhead.ts';
import { receiptOf } from './receipt.ts';
import { receiptPdf } from './receipt-pdf.ts';
import { statementOf } from './statement.ts';
import { leftOutOf, linesOf, readListed } from './statement-lines.ts';
import { statementPdf } from './statement-pdf.ts';
import { findPerson, localTime } from './store.ts';

/** A finished file. */
export interface Document {
  bytes: Buffer;
  fileName: string;
}

/**
 * A month of an account as a PDF. Throws what `statementOf` throws and `too_many_documents` (503).
 */
export function statementDocument(
  deps: Deps,
  line: DocumentLine,
  accountId: string,
  month: string,
  language: Language,
): Promise<Document> {
  return line.take(async () => {
    const { statement, more: listed } = await statementOf(deps, accountId, month, readListed);
    const person = await findPerson(deps.db, accountId);
    if (!person) throw statementErrors.account_not_found({ accountId });
    const asOf = await localTime(deps.db, statement.span.asOf, statement.span.timeZone);
    const lines = linesOf(listed, statement, language);
    const leftOut = leftOutOf(listed);
    const bytes = await statementPdf({ statement, lines, leftOut, asOf, seller: sellerOf(deps), person }, language);
    return { bytes, fileName: `farebox-statement-${month}.pdf` };
  });
}

/** The receipt of an order as a PDF. Throws what `receiptOf` throws and `too_many_documents` (503). */
export async function receiptDocument(
  deps: Deps,
  line: DocumentLine,
  userId: string,
  orderId: string,
  language: Language,
): Promise<Document> {
  const receipt = await receiptOf(deps, userId, orderId);
  const bytes = await line.take(() => receiptPdf(receipt, sellerOf(deps), language));
  return { bytes, fileName: `farebox-receipt-${receipt.number}.pdf` };
}

function sellerOf({ config }: Pick<Deps, 'config'>): Seller {
  return { ...config.seller, name: config.seller.name ?? config.name };
}
