import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Input } from '../../ui/input.tsx';
import { Problem } from '../../ui/problem.tsx';

const REASON_LEAST = 3;
const REASON_MOST = 500;

interface Props {
  title: string;
  text: string;
  /** What the button says. */
  submit: string;
  danger?: boolean;
  /** What else has to be told. */
  children?: ReactNode;
  act: (reason: string) => Promise<unknown>;
  onClose: () => void;
}

/** Decides something by hand: what follows, and why, for the audit log. */
export function ReasonDialog({ title, text, submit, danger, children, act, onClose }: Props) {
  const { t } = useTranslation('admin');
  const common = useTranslation().t;
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const short = reason.trim().length < REASON_LEAST;
  const acting = useMutation({
    mutationFn: () => act(reason.trim()),
    onSettled: () => client.invalidateQueries({ queryKey: ['admin'] }),
    onSuccess: onClose,
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!short) acting.mutate();
  };
  return (
    <Dialog open onOpenChange={(open) => open || onClose()} title={title} description={text}>
      <form noValidate onSubmit={onSubmit} className="grid gap-5">
        {children}
        <Field label={t('reason')} hint={t('reasonHint')} error={tried && short ? t('reasonShort') : undefined}>
          {(control) => (
            <Input
              {...control}
              name="reason"
              autoComplete="off"
              maxLength={REASON_MOST}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        {acting.isError && <Problem error={acting.error} />}
        <div className="flex flex-wrap justify-end gap-3">
          <Button onClick={onClose}>{common('common.cancel')}</Button>
          <Button type="submit" look={danger ? 'danger' : 'primary'} busy={acting.isPending}>
            {submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
