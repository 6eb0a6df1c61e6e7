import type { PriceFigures, PriceImport } from '@farebox/sdk';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCredits } from '../../format/money.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Table, Td, Th, Tr } from '../../ui/table.tsx';
import { useFigureName } from './figure-name.ts';
import { differences, nameOf } from './figures.ts';
import type { Format } from './price-list.ts';
import { To } from './to.tsx';

type Change = PriceImport['changes'][number];

const tones: Record<Change['change'], Tone> = { new: 'arrived', changed: 'held', same: 'neutral' };

/** Rows that are drawn at once; a list may have thousands. */
const SHOWN = 100;

/** Each figure that changes: what it was, struck through, and what it will be. */
function Differences({ before, after }: { before: PriceFigures | null; after: PriceFigures | null }) {
  const name = useFigureName();
  const text = (value: string | null) => (value === null ? '–' : formatCredits(value));
  return (
    <ul className="flex flex-wrap gap-x-4">
      {differences(before, after).map(({ unit, key, was, is }) => (
        <li key={nameOf({ unit, key })}>
          <span className="text-quiet text-sm">{name({ unit, key })}</span>{' '}
          <span className="mono whitespace-nowrap text-sm">
            {was !== null && (
              <>
                <del className="text-quiet">{text(was)}</del> <To />{' '}
              </>
            )}
            {text(is)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Row({ row }: { row: Change }) {
  const { t } = useTranslation('admin');
  const { line, model, change, price, cost, before, warnings } = row;
  const costChanges = differences(before?.cost ?? null, cost).length > 0;
  return (
    <Tr className="align-baseline">
      <Td number className="mono hidden py-2 text-quiet text-sm sm:table-cell">
        {line}
      </Td>
      <Td className="w-1/3 min-w-32 py-2 max-sm:pl-5">
        <span className="mono block whitespace-normal break-all text-sm">{model}</span>
        <Badge tone={tones[change]}>{t(`gateway.import.kinds.${change}`)}</Badge>
      </Td>
      <Td className="min-w-40 whitespace-normal py-2">
        <Differences before={before?.price ?? null} after={price} />
        {costChanges && (
          <div className="flex gap-x-2">
            <span className="shrink-0 text-quiet text-sm">{t('gateway.prices.cost')}:</span>
            <Differences before={before?.cost ?? null} after={cost} />
          </div>
        )}
        {warnings.map((warning) => (
          <p key={warning} lang="en" className="break-words text-person text-sm">
            {warning}
          </p>
        ))}
      </Td>
    </Tr>
  );
}

function Counts({ changes }: { changes: Change[] }) {
  const { t } = useTranslation('admin');
  const of = (kind: Change['change']) => changes.filter(({ change }) => change === kind).length;
  return (
    <p>
      {t('gateway.import.counts', { new: of('new'), changed: of('changed'), same: of('same') })}
      {of('new') > 0 && <span className="text-quiet"> {t('gateway.import.newHint')}</span>}
    </p>
  );
}

/** Models that a list does not have; the first of many. */
function Missing({ missing }: { missing: string[] }) {
  const { t } = useTranslation('admin');
  if (missing.length === 0) return null;
  const rest = missing.length - SHOWN;
  const names = missing.slice(0, SHOWN).join(', ');
  const models = rest > 0 ? `${names}, ${t('gateway.import.rest', { count: rest })}` : names;
  return <p className="break-words text-quiet">{t('gateway.import.missing', { models })}</p>;
}

/** What a list would change, row by row; what stays as it is needs no row, unless there is something to say of it. */
export function ImportPlan({ plan, format }: { plan: PriceImport; format: Format }) {
  const { t } = useTranslation('admin');
  const [shown, setShown] = useState(SHOWN);
  const told = plan.changes.filter(({ change, warnings }) => change !== 'same' || warnings.length > 0);
  const rest = told.length - shown;
  return (
    <>
      <div className="grid gap-2 px-5 pb-4">
        <Counts changes={plan.changes} />
        <Missing missing={plan.missing} />
      </div>
      {told.length === 0 && <Empty>{t('gateway.import.nothing')}</Empty>}
      {told.length > 0 && (
        <Table aria-labelledby="plan">
          <thead>
            <tr>
              <Th number className="hidden sm:table-cell">
                {t(format === 'csv' ? 'gateway.import.line' : 'gateway.import.entry')}
              </Th>
              <Th className="max-sm:pl-5">{t('gateway.model')}</Th>
              <Th>{t('gateway.import.change')}</Th>
            </tr>
          </thead>
          <tbody>
            {told.slice(0, shown).map((row) => (
              <Row key={row.model} row={row} />
            ))}
          </tbody>
        </Table>
      )}
      {rest > 0 && (
        <div className="border-t p-2 text-center">
          <Button look="quiet" size="small" onClick={() => setShown(shown + SHOWN)}>
            {t('gateway.import.rest', { count: rest })}
          </Button>
        </div>
      )}
    </>
  );
}
