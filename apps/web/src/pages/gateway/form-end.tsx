import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Problem } from '../../ui/problem.tsx';

interface Props {
  /** What the button says. */
  submit: string;
  danger?: boolean;
  sending: { isPending: boolean; isError: boolean; error: unknown };
  onClose: () => void;
}

/** Where every form of a dialog ends: what went wrong, the way back, the way on. */
export function FormEnd({ submit, danger, sending, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <>
      {sending.isError && <Problem error={sending.error} />}
      <div className="flex flex-wrap justify-end gap-3">
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button type="submit" look={danger ? 'danger' : 'primary'} busy={sending.isPending}>
          {submit}
        </Button>
      </div>
    </>
  );
}
