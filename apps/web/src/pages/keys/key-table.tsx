import type { ApiKey } from '@farebox/sdk';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../format/time.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Table, Td, Th, Tr } from '../../ui/table.tsx';
import { nearestLimit, SpendUsed } from './spend-used.tsx';

/** How a key is written where it is not known: its beginning and end. */
export const shownKey = ({ prefix, last4 }: ApiKey) => `${prefix}…${last4}`;

function stateOf(key: ApiKey, t: TFunction, language: string): { tone: Tone; text: string; live: boolean } {
  if (key.revokedAt) return { tone: 'refused', text: t('keys.state.revoked'), live: false };
  if (!key.expiresAt) return { tone: 'arrived', text: t('keys.state.active'), live: true };
  if (Date.parse(key.expiresAt) <= Date.now()) return { tone: 'neutral', text: t('keys.state.expired'), live: false };
  return { tone: 'arrived', text: t('keys.state.expires', { date: formatDate(key.expiresAt, language) }), live: true };
}

interface Actions {
  onEdit: (key: ApiKey) => void;
  onRevoke: (key: ApiKey) => void;
}

function Row({ apiKey, onEdit, onRevoke }: { apiKey: ApiKey } & Actions) {
  const { t, i18n } = useTranslation();
  const nearest = nearestLimit(apiKey);
  const state = stateOf(apiKey, t, i18n.language);
  return (
    <Tr className={state.live ? '' : 'text-quiet'}>
      <Td className="w-full max-w-0 truncate font-medium" title={apiKey.name}>
        {apiKey.name}
      </Td>
      <Td className="mono text-sm">{shownKey(apiKey)}</Td>
      <Td className="hidden text-quiet text-sm xl:table-cell">
        <RelativeTime at={apiKey.createdAt} />
      </Td>
      <Td className="hidden text-quiet text-sm lg:table-cell">
        {apiKey.lastUsedAt ? <RelativeTime at={apiKey.lastUsedAt} /> : t('common.never')}
      </Td>
      <Td className="hidden min-w-48 py-1 md:table-cell">{nearest && <SpendUsed {...nearest} small />}</Td>
      <Td className="hidden sm:table-cell">
        <Badge tone={state.tone}>{state.text}</Badge>
      </Td>
      <Td number>
        {state.live ? (
          <span className="-mr-3 flex justify-end">
            <Button
              look="quiet"
              size="small"
              aria-label={t('keys.editNamed', { name: apiKey.name })}
              onClick={() => onEdit(apiKey)}
            >
              {t('keys.edit')}
            </Button>
            <Button
              look="quiet"
              size="small"
              aria-label={t('keys.revokeNamed', { name: apiKey.name })}
              onClick={() => onRevoke(apiKey)}
              className="text-refused"
            >
              {t('keys.revoke')}
            </Button>
          </span>
        ) : (
          <span className="text-sm sm:hidden">{state.text}</span>
        )}
      </Td>
    </Tr>
  );
}

export function KeyTable({ keys, ...actions }: { keys: ApiKey[] } & Actions) {
  const { t } = useTranslation();
  return (
    <Table aria-label={t('keys.title')} className="[&_thead_th]:border-t-0">
      <thead>
        <tr>
          <Th>{t('keys.column.name')}</Th>
          <Th>{t('keys.column.key')}</Th>
          <Th className="hidden xl:table-cell">{t('keys.column.created')}</Th>
          <Th className="hidden lg:table-cell">{t('keys.column.used')}</Th>
          <Th className="hidden md:table-cell">{t('keys.column.spend')}</Th>
          <Th className="hidden sm:table-cell">{t('keys.column.state')}</Th>
          <Td />
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <Row key={key.id} apiKey={key} {...actions} />
        ))}
      </tbody>
    </Table>
  );
}
