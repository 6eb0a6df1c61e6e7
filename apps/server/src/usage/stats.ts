import { formatCredits } from '@farebox/kit';
import type { Ledger } from '@farebox/ledger';
import { type DayOfUse, figuresOf, useByDay } from '../accounts/index.ts';
import type { Db } from '../database/index.ts';
import { addDays, daysOf } from './days.ts';
import { todayOf } from './report.ts';

const CHART_DAYS = 30;

/**
 * The headline figures of the dashboard: the balance now, today and this month as the account's own calendar has
 * them (spent = charged and not given back), and a point for each of the last 30 days. Throws `account_not_found` (404).
 */
export async function statsOf(db: Db, ledger: Ledger, accountId: string) {
  const { day: today } = await todayOf(db, accountId);
  const month = `${today.slice(0, 8)}01`;
  const chart = { from: addDays(today, 1 - CHART_DAYS), to: today };
  const from = month < chart.from ? month : chart.from;
  const [balance, days] = await Promise.all([balanceOf(ledger, accountId), useByDay(db, accountId, from)]);
  const thisMonth = sumOf(days.filter(({ day }) => day >= month));
  const thisDay = sumOf(days.filter(({ day }) => day === today));
  return {
    ...balance,
    spentToday: formatCredits(thisDay.spent),
    spentThisMonth: formatCredits(thisMonth.spent),
    requestsToday: Number(thisDay.requests),
    requestsThisMonth: Number(thisMonth.requests),
    daily: daysOf(chart).map((day) => pointOf(day, days)),
  };
}

async function balanceOf(ledger: Ledger, accountId: string) {
  const { available, held, debt } = await figuresOf(ledger, accountId);
  return { available, held, debt };
}

function sumOf(days: DayOfUse[]) {
  return days.reduce((sum, { spent, requests }) => ({ spent: sum.spent + spent, requests: sum.requests + requests }), {
    spent: 0n,
    requests: 0n,
  });
}

function pointOf(day: string, days: DayOfUse[]) {
  const { spent, requests } = sumOf(days.filter((row) => row.day === day));
  return { day, amount: formatCredits(spent), requests: Number(requests) };
}
