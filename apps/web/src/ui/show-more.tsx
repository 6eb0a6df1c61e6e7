import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { Problem } from './problem.tsx';

interface Props {
  query: {
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    isFetchNextPageError: boolean;
    error: unknown;
    fetchNextPage: () => unknown;
  };
}

/** The way on at the end of a list; nothing when there is no more. */
export function ShowMore({ query }: Props) {
  const { t } = useTranslation();
  if (query.isFetchNextPageError) {
    return <Problem error={query.error} onRetry={() => query.fetchNextPage()} className="m-4" />;
  }
  if (!query.hasNextPage) return null;
  return (
    <div className="border-t p-2 text-center">
      <Button look="quiet" size="small" busy={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
        {t('common.showMore')}
      </Button>
    </div>
  );
}
