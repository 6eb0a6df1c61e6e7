import type { EmailAlias } from '@farebox/sdk';
import { useMutation, useQueryClient, useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { farebox } from '../../api/client.ts';
import { Boundary } from '../../ui/boundary.tsx';
import { Button } from '../../ui/button.tsx';
import { Card, CardHead } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Field } from '../../ui/field.tsx';
import { IdWithCopy } from '../../ui/id-with-copy.tsx';
import { Input } from '../../ui/input.tsx';
import { Problem } from '../../ui/problem.tsx';
import { ShowMore } from '../../ui/show-more.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Table, Td, Th, Tr } from '../../ui/table.tsx';
import { namedPerson, PersonField } from './person-field.tsx';
import { aliasesQuery } from './queries.ts';
import { ReasonDialog } from './reason-dialog.tsx';

function Row({ alias }: { alias: EmailAlias }) {
  const { t } = useTranslation('admin');
  const client = useQueryClient();
  const removing = useMutation({
    mutationFn: () => farebox.admin.unmatched.removeAlias(alias.email),
    onSettled: () => client.invalidateQueries({ queryKey: aliasesQuery.queryKey }),
  });
  return (
    <Tr>
      <Td className="w-full max-w-0 truncate">{alias.email}</Td>
      <Td>
        <IdWithCopy id={alias.userId} />
      </Td>
      <Td number>
        <Button
          look="quiet"
          size="small"
          className="-mr-3 text-refused"
          aria-label={t('unmatched.removeNamed', { email: alias.email })}
          busy={removing.isPending}
          onClick={() => removing.mutate()}
        >
          {t('unmatched.removeAlias')}
        </Button>
        {removing.isError && <Problem error={removing.error} className="text-left" />}
      </Td>
    </Tr>
  );
}

function Rows() {
  const { t } = useTranslation('admin');
  const query = useSuspenseInfiniteQuery(aliasesQuery);
  const aliases = query.data.pages.flatMap((page) => page.data);
  if (aliases.length === 0) return <Empty>{t('unmatched.aliasesEmpty')}</Empty>;
  return (
    <>
      <Table aria-labelledby="aliases">
        <thead>
          <tr>
            <Th>{t('unmatched.alias')}</Th>
            <Th>{t('person')}</Th>
            <Td />
          </tr>
        </thead>
        <tbody>
          {aliases.map((alias) => (
            <Row key={alias.email} alias={alias} />
          ))}
        </tbody>
      </Table>
      <ShowMore query={query} />
    </>
  );
}

function AddAlias({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('admin');
  const [email, setEmail] = useState('');
  const [person, setPerson] = useState('');
  return (
    <ReasonDialog
      title={t('unmatched.addAlias')}
      text={t('unmatched.aliasesText')}
      submit={t('unmatched.addAlias')}
      act={(reason) => farebox.admin.unmatched.addAlias({ email: email.trim(), ...namedPerson(person), reason })}
      onClose={onClose}
    >
      <Field label={t('unmatched.alias')}>
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="off"
            maxLength={320}
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <PersonField value={person} onChange={setPerson} />
    </ReasonDialog>
  );
}

/** Other addresses by which people pay. */
export function Aliases() {
  const { t } = useTranslation('admin');
  const [adding, setAdding] = useState(false);
  return (
    <Card>
      <CardHead id="aliases" title={t('unmatched.aliases')}>
        <Button size="small" onClick={() => setAdding(true)}>
          {t('unmatched.addAlias')}
        </Button>
      </CardHead>
      <p className="px-5 pb-4 text-quiet">{t('unmatched.aliasesText')}</p>
      <Boundary loading={<SkeletonRows rows={2} />} className="m-4 mt-0">
        <Rows />
      </Boundary>
      {adding && <AddAlias onClose={() => setAdding(false)} />}
    </Card>
  );
}
