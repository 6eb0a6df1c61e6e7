import type { StatementMonth } from '@farebox/sdk';
import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { farebox } from '../../api/client.ts';
import { statementsQuery } from '../../api/queries.ts';
import { formatCount } from '../../format/number.ts';
import { formatMonth } from '../../format/time.ts';
import { paperLanguage } from '../../i18n/language.ts';
import { Boundary } from '../../ui/boundary.tsx';
import { Button } from '../../ui/button.tsx';
import { Card, CardHead } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { ShowMore } from '../../ui/show-more.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Table, Td, Th, Tr } from '../../ui/table.tsx';

const formats = ['pdf', 'csv'] as const;

function Row({ month: { month, movements, complete } }: { month: StatementMonth }) {
  const { t, i18n } = useTranslation();
  const name = formatMonth(month, i18n.language);
  return (
    <Tr>
      <Td className="w-full">
        {name}
        {!complete && <span className="ml-2 hidden text-quiet text-sm sm:inline">{t('statements.running')}</span>}
      </Td>
      <Td number className="mono hidden text-sm sm:table-cell">
        {formatCount(movements)}
      </Td>
      <Td number>
        <span className="-mr-3 inline-flex">
          {formats.map((format) => (
            <Button key={format} asChild look="quiet" size="small">
              <a
                href={farebox.statements.path(
                  month,
                  format,
                  format === 'pdf' ? paperLanguage(i18n.language) : undefined,
                )}
                aria-label={t('statements.download', { month: name, format: format.toUpperCase() })}
                download
              >
                {format.toUpperCase()}
              </a>
            </Button>
          ))}
        </span>
      </Td>
    </Tr>
  );
}

function Rows() {
  const { t } = useTranslation();
  const query = useSuspenseInfiniteQuery(statementsQuery);
  const months = query.data.pages.flatMap((page) => page.data);
  if (months.length === 0) return <Empty>{t('statements.empty')}</Empty>;
  return (
    <>
      <Table aria-labelledby="statements">
        <thead>
          <tr>
            <Th>{t('statements.month')}</Th>
            <Th number className="hidden sm:table-cell">
              {t('statements.movements')}
            </Th>
            <Th number>{t('statements.file')}</Th>
          </tr>
        </thead>
        <tbody>
          {months.map((month) => (
            <Row key={month.month} month={month} />
          ))}
        </tbody>
      </Table>
      <ShowMore query={query} />
    </>
  );
}

/** Each month as a file: opening, every movement, closing. */
export function Statements() {
  const { t } = useTranslation();
  return (
    <Card>
      <CardHead id="statements" title={t('statements.title')} />
      <Boundary loading={<SkeletonRows rows={2} />} className="m-4 mt-0">
        <Rows />
      </Boundary>
    </Card>
  );
}
