import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { cn } from './cn.ts';

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  className?: string;
  /** For what cannot be shown again: a click beside it does not close it. */
  insistent?: boolean;
  children: ReactNode;
}

/** Radix's own overlay would lock scrolling by an inline style, which our content security policy forbids. */
export function Veil() {
  return <div aria-hidden data-slot="veil" className="fixed inset-0 z-40 animate-appear bg-veil" />;
}

/** Last in the reading order, so that the content gets the focus first. */
export function CloseButton({ className }: { className: string }) {
  const { t } = useTranslation();
  return (
    <Radix.Close asChild>
      <Button look="quiet" size="icon" aria-label={t('common.close')} className={className}>
        <X aria-hidden />
      </Button>
    </Radix.Close>
  );
}

/**
 * Gives the focus back to what opened a dialog. Radix knows only triggers of its own; ours are opened by a link, an
 * address or a button somewhere in a table.
 */
export function useFocusReturn() {
  const opener = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: () => {
      opener.current = document.activeElement;
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      if (opener.current instanceof HTMLElement) opener.current.focus();
    },
  };
}

/** Asks or shows one thing over the page. Keeps the focus inside, gives it back, closes on Escape. */
export function Dialog({ open, onOpenChange, title, description, className, insistent, children }: Props) {
  const focus = useFocusReturn();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Veil />
        <Radix.Content
          data-slot="dialog"
          {...focus}
          onInteractOutside={(event) => insistent && event.preventDefault()}
          {...(description ? {} : { 'aria-describedby': undefined })}
          className={cn(
            'fixed inset-x-0 bottom-0 z-50 mx-auto grid max-h-[92dvh] w-full max-w-[480px] animate-rise gap-5 overflow-y-auto rounded-t-lg border bg-sheet p-6 pb-[max(1.5rem,env(safe-area-inset-bottom))] shadow-lifted outline-none sm:top-1/2 sm:bottom-auto sm:-translate-y-1/2 sm:rounded-lg',
            className,
          )}
        >
          <header className="grid gap-1.5 pr-10">
            <Radix.Title className="font-semibold text-xl">{title}</Radix.Title>
            {description && <Radix.Description className="max-w-[60ch] text-quiet">{description}</Radix.Description>}
          </header>
          {children}
          <CloseButton className="absolute top-5 right-4" />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
