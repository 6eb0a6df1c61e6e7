import type { ReconcileFinding, ReconcileReport } from '@farebox/sdk';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { farebox } from '../../api/client.ts';
import { shortId } from '../../format/number.ts';
import { addDays, formatDate } from '../../format/time.ts';
import { useRole } from '../../shell/use-role.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Field } from '../../ui/field.tsx';
import { Input } from '../../ui/input.tsx';
import { Problem } from '../../ui/problem.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Table, Td, Th, Tr } from '../../ui/table.tsx';

const DAYS = 7;
const today = () => new Date().toISOString().slice(0, 10);

function Row({ finding }: { finding: ReconcileFinding }) {
  const { t } = useTranslation('admin');
  return (
    <Tr>
      <Td>
        <Badge tone="person">{t(`reconcile.kinds.${finding.kind}`)}</Badge>
      </Td>
      <Td className="hidden sm:table-cell">{finding.provider}</Td>
      <Td>
        {finding.orderId && (
          <Link
            to="/admin/payments/orders/$orderId"
            params={{ orderId: finding.orderId }}
            className="mono text-sm underline underline-offset-4"
          >
            {shortId(finding.orderId)}
          </Link>
        )}
      </Td>
      <Td className="mono hidden max-w-40 truncate text-sm lg:table-cell">{finding.reference}</Td>
      <Td number className="mono hidden text-sm md:table-cell">
        {finding.expected}
      </Td>
      <Td number className="mono hidden text-sm md:table-cell">
        {finding.found}
      </Td>
      <Td>{t(finding.repairable ? 'yes' : 'no')}</Td>
    </Tr>
  );
}

function Findings({ findings }: { findings: ReconcileFinding[] }) {
  const { t } = useTranslation('admin');
  return (
    <Table aria-label={t('tabs.reconcile')}>
      <thead>
        <tr>
          <Th>{t('reconcile.kind')}</Th>
          <Th className="hidden sm:table-cell">{t('provider')}</Th>
          <Th>{t('reconcile.order')}</Th>
          <Th className="hidden lg:table-cell">{t('reconcile.reference')}</Th>
          <Th number className="hidden md:table-cell">
            {t('reconcile.expected')}
          </Th>
          <Th number className="hidden md:table-cell">
            {t('reconcile.found')}
          </Th>
          <Th>{t('reconcile.repairable')}</Th>
        </tr>
      </thead>
      <tbody>
        {findings.map((finding) => (
          <Row key={`${finding.kind} ${finding.provider} ${finding.orderId} ${finding.reference}`} finding={finding} />
        ))}
      </tbody>
    </Table>
  );
}

function Report({ report }: { report: ReconcileReport }) {
  const { t, i18n } = useTranslation('admin');
  const asked = report.providers.every(({ state }) => state === 'complete');
  return (
    <Card className="overflow-hidden">
      <ul className="flex flex-wrap gap-x-8 gap-y-2 px-5 py-4">
        {report.providers.map(({ name, payments, state }) => (
          <li key={name}>
            <span className="font-medium">{name}</span>{' '}
            <span className={state === 'unreachable' ? 'text-refused' : 'text-quiet'}>
              {t(`reconcile.states.${state}`)}, {t('reconcile.payments', { n: payments })}
            </span>
          </li>
        ))}
      </ul>
      {report.findings.length > 0 ? (
        <Findings findings={report.findings} />
      ) : (
        <Empty>
          {t(asked ? 'reconcile.clean' : 'reconcile.partly', { date: formatDate(report.since, i18n.language) })}
        </Empty>
      )}
      {report.truncated && <p className="border-t px-5 py-3 text-person">{t('reconcile.truncated')}</p>}
    </Card>
  );
}

/** Compares on demand, for the providers are asked; repairs what needs no person. */
export function Reconcile() {
  const { t } = useTranslation('admin');
  const { isRoot } = useRole();
  const [day, setDay] = useState(() => addDays(today(), -DAYS));
  const since = { since: `${day}T00:00:00.000Z` };
  const comparing = useMutation({ mutationFn: () => farebox.admin.reconcile.report(since) });
  const repairing = useMutation({ mutationFn: () => farebox.admin.reconcile.repair(since) });
  const report = repairing.data?.report ?? comparing.data;
  const busy = comparing.isPending || repairing.isPending;
  const error = comparing.error ?? repairing.error;
  const compare = () => {
    repairing.reset();
    comparing.mutate();
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <p className="max-w-[68ch] text-quiet">{t('reconcile.text')}</p>
      <div className="flex flex-wrap items-end gap-3">
        <Field label={t('reconcile.since')}>
          {(control) => (
            <Input
              {...control}
              type="date"
              required
              max={today()}
              value={day}
              onChange={(event) => event.target.value && setDay(event.target.value)}
              className="mono w-44"
            />
          )}
        </Field>
        <Button look="primary" busy={busy} onClick={compare}>
          {t('reconcile.run')}
        </Button>
        {isRoot && report?.findings.some(({ repairable }) => repairable) && (
          <Button busy={busy} onClick={() => repairing.mutate()}>
            {t('reconcile.repair')}
          </Button>
        )}
      </div>
      {error && <Problem error={error} />}
      {repairing.data && (
        <p role="status">
          {t('reconcile.repaired', { tried: repairing.data.tried, failed: repairing.data.failed.length })}
        </p>
      )}
      {busy && <SkeletonRows rows={4} />}
      {!busy && report && <Report report={report} />}
    </div>
  );
}
