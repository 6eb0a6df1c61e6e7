import type { ProviderPayment } from '../provider.ts';
import { get, type Query, type Shop } from './api.ts';
import { Transaction, TransactionList } from './objects.ts';
import { isPaid, paymentOfTransaction } from './payments.ts';

const PAGE_ROWS = 50;

/** Of one customer's transactions; a monthly subscription has a dozen a year. */
const PAGES = 20;

export function getTransaction(shop: Shop, id: string): Promise<Transaction> {
  return get(shop, '/v1/transactions', { transaction_id: id }, Transaction);
}

/** What a customer paid for one subscription, oldest first. */
export async function transactionsOf(shop: Shop, subscription: string, customer: string): Promise<Transaction[]> {
  const found: Transaction[] = [];
  let page: number | null = 1;
  for (let asked = 0; page !== null && asked < PAGES; asked += 1) {
    const { rows, next } = await searchPage(shop, { customer_id: customer }, page);
    found.push(...rows.filter((row) => row.subscription === subscription && isPaid(row)));
    page = next;
  }
  return found.sort((one, other) => one.created_at.getTime() - other.created_at.getTime());
}

/**
 * Paid transactions as far back as `since`; the cursor is the next page's number. Creem does not promise an order:
 * where a page is not newest first, later ones are read even when nothing on it is recent.
 */
export async function listPayments(
  shop: Shop,
  since: Date,
  cursor: string | null,
): Promise<{ payments: ProviderPayment[]; next: string | null }> {
  const { rows, next } = await searchPage(shop, {}, Math.max(1, Number.parseInt(cursor ?? '1', 10) || 1));
  const recent = rows.filter(({ created_at: createdAt }) => createdAt >= since);
  const payments = recent.filter(isPaid).map((row) => paymentOfTransaction(row, null));
  const [first, last] = [rows[0], rows.at(-1)];
  const done = recent.length === 0 && first && last && first.created_at >= last.created_at;
  return { payments, next: next === null || done ? null : String(next) };
}

async function searchPage(
  shop: Shop,
  query: Query,
  page: number,
): Promise<{ rows: Transaction[]; next: number | null }> {
  const all = { ...query, page_number: String(page), page_size: String(PAGE_ROWS) };
  const { items, pagination } = await get(shop, '/v1/transactions/search', all, TransactionList);
  const next = pagination?.next_page ?? null;
  return { rows: items, next: next !== null && next > page ? next : null };
}
