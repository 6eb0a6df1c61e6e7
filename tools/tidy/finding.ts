/** One broken house rule, at one place. */
export interface Finding {
  path: string;
  /** Counted from 1; 0 where the whole file (or something outside the tree) is meant. */
  line: number;
  rule: string;
  sentence: string;
}

/** `path:line rule: sentence`, which terminals and editors turn into a link. */
export function printed({ path, line, rule, sentence }: Finding): string {
  return `${path}${line > 0 ? `:${line}` : ''} ${rule}: ${sentence}`;
}

export function byPlace(a: Finding, b: Finding): number {
  return a.path.localeCompare(b.path) || a.line - b.line || a.rule.localeCompare(b.rule);
}
