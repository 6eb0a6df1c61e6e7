import type { ApiKey } from '@farebox/sdk';
import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keysQuery } from '../../api/queries.ts';
import { Page } from '../../shell/page.tsx';
import { Boundary } from '../../ui/boundary.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { ShowMore } from '../../ui/show-more.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { CreateKey } from './create-key.tsx';
import { EditKey } from './edit-key.tsx';
import { KeyTable } from './key-table.tsx';
import { RevokeKey } from './revoke-key.tsx';

const route = getRouteApi('/signed-in/keys');

function List({ onCreate }: { onCreate: () => void }) {
  const { t } = useTranslation();
  const query = useSuspenseInfiniteQuery(keysQuery);
  const [editing, setEditing] = useState<ApiKey | null>(null);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const keys = query.data.pages.flatMap((page) => page.data);
  if (keys.length === 0) {
    return (
      <Empty
        action={
          <Button look="primary" onClick={onCreate}>
            {t('keys.create')}
          </Button>
        }
      >
        {t('keys.empty')}
      </Empty>
    );
  }
  return (
    <>
      <KeyTable keys={keys} onEdit={setEditing} onRevoke={setRevoking} />
      <ShowMore query={query} />
      <EditKey apiKey={editing} onClose={() => setEditing(null)} />
      <RevokeKey apiKey={revoking} onClose={() => setRevoking(null)} />
    </>
  );
}

/** The account's keys: make one, see when each was used last, take one back. */
export function Keys() {
  const { t } = useTranslation();
  const navigate = route.useNavigate();
  const creating = route.useSearch().create === '1';
  const setCreating = (open: boolean) => void navigate({ search: open ? { create: '1' } : {}, replace: true });
  const create = (
    <Button look="primary" onClick={() => setCreating(true)}>
      {t('keys.create')}
    </Button>
  );
  return (
    <Page intro={t('keys.text')} actions={create}>
      <Card className="overflow-hidden">
        <Boundary loading={<SkeletonRows rows={4} />} className="m-4">
          <List onCreate={() => setCreating(true)} />
        </Boundary>
      </Card>
      <CreateKey open={creating} onOpenChange={setCreating} />
    </Page>
  );
}
