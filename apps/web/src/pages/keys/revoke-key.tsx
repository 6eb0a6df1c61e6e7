import type { ApiKey } from '@farebox/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { farebox } from '../../api/client.ts';
import { keysQuery } from '../../api/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Problem } from '../../ui/problem.tsx';
import { shownKey } from './key-table.tsx';

/** Asks before a key stops working, by name and with what follows. */
export function RevokeKey({ apiKey, onClose }: { apiKey: ApiKey | null; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const revoking = useMutation({
    mutationFn: (id: string) => farebox.keys.revoke(id),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keysQuery.queryKey });
      onClose();
    },
  });
  if (!apiKey) return null;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t('keys.revoking.title', { name: apiKey.name })}
      description={t('keys.revoking.text', { key: shownKey(apiKey) })}
    >
      {revoking.isError && <Problem error={revoking.error} />}
      <div className="flex flex-wrap justify-end gap-3">
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button look="danger" busy={revoking.isPending} onClick={() => revoking.mutate(apiKey.id)}>
          {t('keys.revoking.submit')}
        </Button>
      </div>
    </Dialog>
  );
}
