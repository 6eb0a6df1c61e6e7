import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Card, CardHead } from '../../ui/card.tsx';
import { Problem } from '../../ui/problem.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ImportForm } from './import-form.tsx';
import { ImportPlan } from './import-plan.tsx';
import { ImportProblems, listProblems } from './import-problems.tsx';
import { allPricesQuery, channelsQuery } from './queries.ts';
import { isChanged, type Looked, useImport } from './use-import.ts';

type Importing = ReturnType<typeof useImport>;

/** The names by which a list may call our models: ours, and the upstreams'. */
function useOurNames() {
  const client = useQueryClient();
  return async (): Promise<ReadonlySet<string>> => {
    const [prices, channels] = await Promise.all([client.fetchQuery(allPricesQuery), client.fetchQuery(channelsQuery)]);
    const upstream = channels.data.flatMap(({ models }) => models.map(({ upstreamModel }) => upstreamModel));
    return new Set([...prices.map(({ model }) => model), ...upstream]);
  };
}

function Done({ count }: { count: number }) {
  const { t } = useTranslation('admin');
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t px-5 py-4">
      <p role="status" className="flex items-center gap-2 font-medium text-arrived">
        <Check aria-hidden className="size-4" />
        {t('gateway.import.done', { count })}
      </p>
      <Link to="/admin/gateway/prices" className="underline underline-offset-4">
        {t('gateway.import.toPrices')}
      </Link>
    </div>
  );
}

function Plan({ looked, applying }: { looked: Looked } & Pick<Importing, 'applying'>) {
  const { t } = useTranslation('admin');
  const { plan, wish } = looked;
  const count = plan.changes.filter(({ change }) => change !== 'same').length;
  return (
    <Card className="overflow-hidden">
      <CardHead id="plan" title={t('gateway.import.plan')} />
      {applying.isError && (
        <div className="grid gap-2 px-5 pb-4">
          <Problem error={applying.error} />
          {isChanged(applying.error) && <p>{t('gateway.import.again')}</p>}
        </div>
      )}
      <ImportPlan plan={plan} format={wish.format} />
      {applying.isSuccess && <Done count={count} />}
      {!applying.isSuccess && count > 0 && (
        <div className="border-t px-5 py-4">
          <Button look="primary" busy={applying.isPending} onClick={() => applying.mutate(looked)}>
            {t('gateway.import.apply', { count })}
          </Button>
        </div>
      )}
    </Card>
  );
}

/** What came of a look: problems with their lines, or a plan that can be done. */
function Outcome({ looking, applying }: Importing) {
  const refusal = listProblems(looking.error);
  const format = looking.variables?.format ?? 'csv';
  return (
    <div aria-live="polite" className="grid grid-cols-[minmax(0,1fr)] gap-6">
      {looking.isPending && (
        <Card>
          <SkeletonRows rows={3} />
        </Card>
      )}
      {refusal && <ImportProblems refusal={refusal} format={format} />}
      {looking.isError && !refusal && <Problem error={looking.error} />}
      {looking.data && <Plan key={looking.data.plan.digest} looked={looking.data} applying={applying} />}
    </div>
  );
}

/** A price list: first what it would change, then that it does. */
export function ImportPrices() {
  const { t } = useTranslation('admin');
  const importing = useImport();
  const ours = useOurNames();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <Card>
        <CardHead id="import" title={t('gateway.tabs.import')} />
        <p className="max-w-[72ch] px-5 pb-4 text-quiet">{t('gateway.import.text')}</p>
        <ImportForm
          ours={ours}
          busy={importing.looking.isPending || importing.applying.isPending}
          onLook={importing.look}
          onChange={importing.forget}
        />
      </Card>
      <Outcome {...importing} />
    </div>
  );
}
