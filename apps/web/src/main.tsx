import { FareboxApiError } from '@farebox/sdk';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { createQueryClient } from './api/client.ts';
import { sessionQuery } from './api/queries.ts';
import { preferredLanguage, startLanguage } from './i18n/language.ts';
import { createAppRouter } from './router.tsx';
import './styles.css';

const client = createQueryClient(() => {
  if (!client.getQueryData(sessionQuery.queryKey)) return;
  client.removeQueries({ queryKey: sessionQuery.queryKey });
  void router.invalidate();
});
const router = createAppRouter(client);

const i18n = await startLanguage(preferredLanguage());
/** A refusal that a page shows is no fault of the page. */
const onCaughtError = (error: unknown) => {
  if (!(error instanceof FareboxApiError)) reportError(error);
};

createRoot(document.getElementById('root') as HTMLElement, { onCaughtError }).render(
  <StrictMode>
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </I18nextProvider>
  </StrictMode>,
);
