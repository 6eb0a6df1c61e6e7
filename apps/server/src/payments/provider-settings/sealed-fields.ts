import { open, SealError, type SealingSecrets, seal } from '../../sealed.ts';
import type { ProviderName } from './types.ts';

/** A secret of one provider as its row keeps it. It opens nowhere but in its own field. */
export function sealField(secrets: SealingSecrets, name: ProviderName, field: string, text: string): string {
  return seal(secrets, text, placeOf(name, field)).toString('base64');
}

/** The secret, or the sentence that says why it stays shut. */
export function openField(
  secrets: SealingSecrets,
  name: ProviderName,
  field: string,
  sealed: string,
): { text: string } | { problem: string } {
  try {
    return { text: open(secrets, Buffer.from(sealed, 'base64'), placeOf(name, field)) };
  } catch (error) {
    if (error instanceof SealError) return { problem: error.message };
    throw error;
  }
}

/** Seals under today's FAREBOX_SECRET what was sealed under the one before. What does not open is left as it is. */
export function resealed(
  secrets: SealingSecrets,
  name: ProviderName,
  sealed: Readonly<Record<string, string>>,
): Record<string, string> {
  const again = Object.entries(sealed).map(([field, kept]) => {
    const opened = openField(secrets, name, field, kept);
    return [field, 'text' in opened ? sealField(secrets, name, field, opened.text) : kept];
  });
  return Object.fromEntries(again);
}

function placeOf(name: ProviderName, field: string): string {
  return `provider_settings/${name}/${field}`;
}
