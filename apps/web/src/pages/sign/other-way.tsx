import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/** From signing in to signing up and back; where one wanted to go is kept. */
export function OtherWay({ from, next }: { from: 'in' | 'up'; next: string | undefined }) {
  const { t } = useTranslation();
  return (
    <p>
      {t(`sign.${from}.other`)}{' '}
      <Link
        to={from === 'in' ? '/sign-up' : '/sign-in'}
        search={next ? { next } : {}}
        className="font-medium underline underline-offset-4"
      >
        {t(`sign.${from}.otherLink`)}
      </Link>
    </p>
  );
}
