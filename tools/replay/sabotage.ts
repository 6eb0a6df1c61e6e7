/** What takes a guarantee away, to see that the replay notices. It exists here only, never in the product. */
export type Sabotage = 'lost-capture' | 'charged-twice' | 'charged-for-nothing' | 'captured-again';

/**
 * `lost-capture`: some charges are forgotten, and the client is told otherwise. `charged-twice`: some are charged once
 * more. `charged-for-nothing`: calls that cost nothing are charged one token. `captured-again`: every capture is sent
 * once more under an id of its own, not the derived one; the ledger refuses that, so this run stays green.
 */
export const sabotages: Sabotage[] = ['lost-capture', 'charged-twice', 'charged-for-nothing', 'captured-again'];

/** Environment of a server that is not to be trusted: `saboteur.ts` is loaded before the server. */
export function saboteur(sabotage: Sabotage | null): Record<string, string> {
  if (!sabotage) return {};
  const script = new URL(`./saboteur.ts?${sabotage}`, import.meta.url).href;
  return { NODE_OPTIONS: `--conditions=source --import tsx --import ${script}` };
}
