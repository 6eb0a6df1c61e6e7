import type { Finding } from '../faults/book.ts';
import type { Told } from './call.ts';
import type { Journal } from './crowd.ts';
import { expectedOf, isExpected, mayBeUnsettled } from './expected.ts';
import type { Receipt } from './receipts.ts';

/** The clients' journal against the receipts, call by call. */
export async function checkCalls(journal: Journal, receipts: readonly Receipt[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  const byRequest = new Map<string, Receipt>();
  for (const receipt of receipts) {
    const { id, requestId } = receipt;
    if (byRequest.has(requestId)) findings.push({ check: 'a call was held twice', example: `${requestId} ${id}` });
    byRequest.set(requestId, receipt);
  }
  for (const told of journal.told) {
    const receipt = byRequest.get(told.requestId);
    byRequest.delete(told.requestId);
    const checks = [...checkTold(told, receipt, journal), ...(await checkCharge(told, receipt, journal))];
    findings.push(...checks.map((check) => ({ check, example: tell(told, receipt) })));
  }
  const strange = [...byRequest.values()].map(({ id, requestId }) => `${id} of ${requestId}`);
  return [...findings, ...strange.map((example) => ({ check: 'nobody made the call of a receipt', example }))];
}

/** What the client was told is what its receipt says. */
function checkTold(told: Told, receipt: Receipt | undefined, { killedAt }: Journal): string[] {
  const { end, status, charge, usage, sawEnd, plan } = told;
  if (!receipt) return told.receipt ? ['the receipt of an answer is lost'] : [];
  const { charged, held, returned, uncollected, funded, inputTokens, outputTokens } = receipt;
  const tokensDiffer = usage && (usage[0] !== inputTokens || usage[1] !== outputTokens);
  return [
    told.receipt !== null && told.receipt !== receipt.id && 'an answer names the receipt of another call',
    charge !== null && charge !== charged && 'a charge is not what was acknowledged',
    end === 'whole' && (sawEnd || !plan.stream) && receipt.status !== 'captured' && 'an acknowledged charge is lost',
    end === 'whole' && !plan.stream && charge === null && 'a whole answer does not say what it cost',
    end === 'whole' && tokensDiffer && 'a receipt has other tokens than its answer',
    receipt.status === 'expired' && !mayBeUnsettled(told, killedAt) && 'a call was left to the sweeper',
    status !== null && status !== 200 && receipt.status !== 'released' && 'a refused call is not released',
    charged + returned !== held && 'what was held is neither charged nor returned',
    funded !== charged && 'the grants did not pay what was charged',
    uncollected !== 0n && 'a charge went above what was there',
  ].filter((check) => check !== false && check !== null);
}

/** What was charged is what this call costs, to the micro-credit. */
async function checkCharge(told: Told, receipt: Receipt | undefined, { killedAt }: Journal): Promise<string[]> {
  const expected = await expectedOf(told, killedAt);
  const charged = receipt?.charged ?? 0n;
  return isExpected(expected, charged) ? [] : [`a call was charged wrongly: ${expected.why}`];
}

function tell({ requestId, end, status, code, charge, words, plan }: Told, receipt: Receipt | undefined): string {
  const { endpoint, stream, leaving, fault, input, output } = plan;
  const wish = `${endpoint}${stream ? ' stream' : ''} of ${input} + ${output}, ${leaving ?? fault ?? 'nothing special'}`;
  const told = `${end} ${status ?? ''} ${code}, ${words} words, told ${charge ?? 'no charge'}`;
  const found = receipt
    ? `${receipt.id} ${receipt.status} ${receipt.charged} for ${receipt.inputTokens} + ${receipt.outputTokens}`
    : 'no receipt';
  return `${requestId} (${wish}): ${told}; ${found}`;
}
