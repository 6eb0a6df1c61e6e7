import { FareboxApiError } from '@farebox/sdk';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Table, Td, Th, Tr } from '../../ui/table.tsx';
import type { Format } from './price-list.ts';

interface ListProblem {
  line: number;
  model?: string;
  message: string;
}

/** The lines that a list was refused for; null when it was refused for something else. */
export function listProblems(error: unknown): { problems: ListProblem[]; count: number } | null {
  if (!(error instanceof FareboxApiError) || error.code !== 'invalid_price_list') return null;
  const { problems, count } = error.details;
  if (!Array.isArray(problems)) return null;
  return { problems: problems as ListProblem[], count: Number(count) || problems.length };
}

interface Props {
  refusal: { problems: ListProblem[]; count: number };
  format: Format;
}

/** Every bad line with what is wrong with it, in the server's words. */
export function ImportProblems({ refusal: { problems, count }, format }: Props) {
  const { t } = useTranslation('admin');
  return (
    <Card role="alert" className="overflow-hidden">
      <div className="grid gap-1 px-5 py-4">
        <Badge tone="refused" className="whitespace-normal">
          {t('gateway.import.refused', { count })}
        </Badge>
        {count > problems.length && <p>{t('gateway.import.firstProblems', { n: problems.length })}</p>}
      </div>
      <Table aria-label={t('gateway.import.problem')}>
        <thead>
          <tr>
            <Th number>{t(format === 'csv' ? 'gateway.import.line' : 'gateway.import.entry')}</Th>
            <Th className="hidden sm:table-cell">{t('gateway.model')}</Th>
            <Th>{t('gateway.import.problem')}</Th>
          </tr>
        </thead>
        <tbody>
          {problems.map(({ line, model, message }) => (
            <Tr key={`${line} ${model} ${message}`} className="align-baseline">
              <Td number className="mono py-2 text-sm">
                {line}
              </Td>
              <Td className="mono hidden max-w-48 truncate py-2 text-sm sm:table-cell" title={model}>
                {model ?? '–'}
              </Td>
              <Td lang="en" className="w-full min-w-40 whitespace-normal break-words py-2">
                {message}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
