import type { RedeemedCode } from '@farebox/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { farebox } from '../../api/client.ts';
import { refreshBilling } from '../../api/queries.ts';
import { formatCredits } from '../../format/money.ts';
import { formatDate } from '../../format/time.ts';
import { Button } from '../../ui/button.tsx';
import { Card, CardHead } from '../../ui/card.tsx';
import { useErrorText } from '../../ui/error-text.ts';
import { Field } from '../../ui/field.tsx';
import { Input } from '../../ui/input.tsx';
import { useAttempt } from '../paying/use-purchase.ts';

const CODE_MOST = 60;

function useRedeeming(onRedeemed: () => void) {
  const client = useQueryClient();
  const attempt = useAttempt();
  return useMutation({
    mutationFn: (code: string) => farebox.redemptionCodes.redeem(code, { idempotencyKey: attempt.keyFor(code) }),
    onSettled: (_redeemed, error) => attempt.done(error),
    onSuccess: () => {
      onRedeemed();
      return refreshBilling(client);
    },
  });
}

/** What the code brought, where one looks. */
function Redeemed({ redeemed }: { redeemed: RedeemedCode }) {
  const { t, i18n } = useTranslation();
  const { credits, expiresAt } = redeemed;
  return (
    <p role="status" className="flex items-start gap-2 text-arrived">
      <Check aria-hidden className="mt-0.5 size-4 shrink-0" strokeWidth={2.5} />
      <span>
        {t('topUp.redeem.done', { amount: formatCredits(credits) })}{' '}
        {expiresAt && t('topUp.redeem.until', { date: formatDate(expiresAt, i18n.language) })}
      </span>
    </p>
  );
}

/** Credits for a code, at once. */
export function Redeem() {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [code, setCode] = useState('');
  const redeeming = useRedeeming(() => setCode(''));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim()) redeeming.mutate(code.trim());
  };
  return (
    <Card>
      <CardHead id="redeem" title={t('topUp.redeem.title')} />
      <form aria-labelledby="redeem" onSubmit={submit} className="grid gap-3 px-5 pb-5">
        <Field
          label={t('topUp.redeem.code')}
          hint={t('topUp.redeem.hint')}
          error={redeeming.isError ? errorText(redeeming.error) : undefined}
        >
          {(control) => (
            <span className="flex max-w-[480px] gap-2">
              <Input
                {...control}
                name="code"
                autoComplete="off"
                autoCapitalize="characters"
                spellCheck={false}
                maxLength={CODE_MOST}
                value={code}
                onChange={(event) => {
                  setCode(event.target.value);
                  if (!redeeming.isPending) redeeming.reset();
                }}
                className="mono"
              />
              <Button type="submit" disabled={code.trim() === ''} busy={redeeming.isPending}>
                {t('topUp.redeem.submit')}
              </Button>
            </span>
          )}
        </Field>
        {redeeming.data && <Redeemed redeemed={redeeming.data} />}
      </form>
    </Card>
  );
}
