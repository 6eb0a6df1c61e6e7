/** A refund or dispute as far as its credits are concerned. */
export interface MoneyBack {
  amountMinor: bigint;
  /** `gone`: the money is back, or on its way. `contested`: a dispute is open. */
  state: 'gone' | 'contested' | 'none';
  clawback: 'due' | 'undecided' | 'waived';
}

/** A step that is done: what was asked, what moved. */
export interface StepDone {
  kind: 'take' | 'secure' | 'return';
  credits: bigint;
  level: bigint;
  moved: bigint;
}

export type Step = { kind: 'take' | 'secure' | 'return'; credits: bigint; level: bigint };

/** Of the order's price, what went back and what is contested; together never more than the price. */
export function moneyBack(
  amountMinor: bigint,
  all: readonly MoneyBack[],
  counts: (one: MoneyBack) => boolean = () => true,
): { gone: bigint; contested: bigint } {
  const sum = (state: MoneyBack['state']) =>
    all.filter((one) => one.state === state && counts(one)).reduce((total, one) => total + one.amountMinor, 0n);
  const gone = least(sum('gone'), amountMinor);
  return { gone, contested: least(sum('contested'), amountMinor - gone) };
}

/**
 * Credits that belong to a part of the price: in proportion, rounded down, so that parts never take more than the
 * whole; all of the price is all of the credits. Of totals, never of single refunds: the order of events is all the same.
 */
export function creditsOf(partMinor: bigint, amountMinor: bigint, credits: bigint): bigint {
  if (partMinor <= 0n || amountMinor === 0n) return 0n;
  return partMinor >= amountMinor ? credits : (credits * partMinor) / amountMinor;
}

/**
 * What is to be done next, so that the credits taken fit the money that is gone and contested: what is gone is taken,
 * if need be as debt; of what is contested only what is left, once for each level; what is neither is returned. Null
 * when nothing is to be done. It looks at sums alone, so any history of events ends the same.
 */
export function nextStep(wanted: { gone: bigint; contested: bigint }, done: readonly StepDone[]): Step | null {
  const taken = takenBy(done);
  const level = wanted.gone + wanted.contested;
  if (taken < wanted.gone) return { kind: 'take', credits: wanted.gone - taken, level: wanted.gone };
  if (taken > level) return { kind: 'return', credits: taken - level, level };
  const tried = done.reduce((most, { kind, level: at }) => (kind === 'secure' && at > most ? at : most), 0n);
  const returned =
    done.findLastIndex(({ kind }) => kind === 'return') > done.findLastIndex(({ kind }) => kind === 'secure');
  if (taken < level && (tried < level || returned)) return { kind: 'secure', credits: level - taken, level };
  return null;
}

/** A take counts in full, even where a part had expired and was out of reach; securing counts what it got. */
function takenBy(done: readonly StepDone[]): bigint {
  return done.reduce((total, { kind, credits, moved }) => {
    if (kind === 'return') return total - credits;
    return total + (kind === 'take' ? credits : moved);
  }, 0n);
}

/** Of a return, what really comes back: never more than what had really moved. */
export function returnable(credits: bigint, done: readonly StepDone[]): bigint {
  const moved = done.reduce((total, step) => total + (step.kind === 'return' ? -step.moved : step.moved), 0n);
  return least(credits, moved > 0n ? moved : 0n);
}

function least(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}
