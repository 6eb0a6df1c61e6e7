const shape = /^\d{1,9}(\.\d{1,2})?$/;

/** `12.5` → 1250 fen; null for anything that is not a positive sum with at most two decimals. */
export function fenOf(text: string): number | null {
  if (!shape.test(text)) return null;
  const [yuan = '0', part = ''] = text.split('.');
  const fen = Number(yuan) * 100 + Number(part.padEnd(2, '0'));
  return fen > 0 ? fen : null;
}

/** 1250 → `12.50`. */
export function yuanOf(fen: number): string {
  return `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
}

/** 1250 → `12.5`, 1000 → `10`. */
export function shortYuanOf(fen: number): string {
  return String(fen / 100);
}
