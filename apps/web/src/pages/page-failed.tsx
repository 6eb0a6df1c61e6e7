import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { Problem } from '../ui/problem.tsx';

/** When a page cannot even begin: the server is away, or the page itself broke. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <div className="mx-auto grid min-h-[60dvh] w-full max-w-[560px] content-center p-4">
      <Problem error={error} onRetry={retry} />
    </div>
  );
}
