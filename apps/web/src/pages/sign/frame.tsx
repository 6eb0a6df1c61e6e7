import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageSwitch } from '../../shell/language-switch.tsx';
import { Wordmark } from '../../shell/wordmark.tsx';
import { Perforation, Ticket, TicketPart } from '../../ui/ticket.tsx';

interface Props {
  title: string;
  intro?: ReactNode;
  /** Under the tear: the way to the other page. */
  stub?: ReactNode;
  children: ReactNode;
}

/** The pages before one is signed in: a single ticket on paper. */
export function SignFrame({ title, intro, stub, children }: Props) {
  const { t } = useTranslation();
  return (
    <div data-slot="counter" className="grid min-h-dvh grid-rows-[auto_1fr_auto] bg-counter">
      <header className="flex h-16 items-center justify-between px-4 md:px-8">
        <Wordmark />
        <LanguageSwitch />
      </header>
      <main className="grid place-items-center px-4 py-8">
        <Ticket className="w-full max-w-[420px]">
          <TicketPart className="grid gap-1.5 pt-4 md:px-8">
            <h1 className="font-semibold text-2xl">{title}</h1>
            {intro && <p className="text-quiet">{intro}</p>}
          </TicketPart>
          <TicketPart className="pt-6 pb-2 md:px-8">{children}</TicketPart>
          {stub && (
            <>
              <Perforation />
              <TicketPart className="md:px-8">{stub}</TicketPart>
            </>
          )}
        </Ticket>
      </main>
      <footer className="px-4 pb-8 text-center text-quiet text-sm">{t('sign.tagline')}</footer>
    </div>
  );
}
