import type { ApiKey } from '@farebox/sdk';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../format/time.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Table, Td, Th, Tr } from '../../ui/table.tsx';

/** How a key is written where it is not known: its beginning and end. */
export const shownKey = ({ prefix, last4 }: ApiKey) => `${prefix}…${last4}`;

function stateOf(key: ApiKey, t: TFunction, language: string): { tone: Tone; text: string; live: boolean } {
  if (key.revokedAt) return { tone: 'refused', text: t('keys.state.revoked'), live: false };
  if (!key.expiresAt) return { tone: 'arrived', text: t('keys.state.active'), live: true };
  if (Date.parse(key.expiresAt) <= Date.now()) return { tone: 'neutral', text: t('keys.state.expired'), live: false };
  return { tone: 'arrived', text: t('keys.state.expires', { date: formatDate(key.expiresAt, language) }), live: true };
}

function Row({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: (key: ApiKey) => void }) {
  const { t, i18n } = useTranslation();
  const state = stateOf(apiKey, t, i18n.language);
  return (
    <Tr className={state.live ? '' : 'text-quiet'}>
      <Td className="w-full max-w-0 truncate font-medium" title={apiKey.name}>
        {apiKey.name}
      </Td>
      <Td className="mono text-sm">{shownKey(apiKey)}</Td>
      <Td className="hidden text-quiet text-sm lg:table-cell">
        <RelativeTime at={apiKey.createdAt} />
      </Td>
      <Td className="hidden text-quiet text-sm md:table-cell">
        {apiKey.lastUsedAt ? <RelativeTime at={apiKey.lastUsedAt} /> : t('common.never')}
      </Td>
      <Td className="hidden sm:table-cell">
        <Badge tone={state.tone}>{state.text}</Badge>
      </Td>
      <Td number>
        {state.live ? (
          <Button
            look="quiet"
            size="small"
            aria-label={t('keys.revokeNamed', { name: apiKey.name })}
            onClick={() => onRevoke(apiKey)}
            className="-mr-3 text-refused"
          >
            {t('keys.revoke')}
          </Button>
        ) : (
          <span className="text-sm sm:hidden">{state.text}</span>
        )}
      </Td>
    </Tr>
  );
}

export function KeyTable({ keys, onRevoke }: { keys: ApiKey[]; onRevoke: (key: ApiKey) => void }) {
  const { t } = useTranslation();
  return (
    <Table aria-label={t('keys.title')} className="[&_thead_th]:border-t-0">
      <thead>
        <tr>
          <Th>{t('keys.column.name')}</Th>
          <Th>{t('keys.column.key')}</Th>
          <Th className="hidden lg:table-cell">{t('keys.column.created')}</Th>
          <Th className="hidden md:table-cell">{t('keys.column.used')}</Th>
          <Th className="hidden sm:table-cell">{t('keys.column.state')}</Th>
          <Td />
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <Row key={key.id} apiKey={key} onRevoke={onRevoke} />
        ))}
      </tbody>
    </Table>
  );
}
