import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { CloseButton, useFocusReturn, Veil } from './dialog.tsx';

interface Props {
  title: ReactNode;
  /** It is open as long as it is rendered: its address decides. */
  onClose: () => void;
  children: ReactNode;
}

/** The details of one row, beside the list it came from. */
export function Sheet({ title, onClose, children }: Props) {
  const focus = useFocusReturn();
  return (
    <Radix.Root open onOpenChange={(open) => open || onClose()}>
      <Radix.Portal>
        <Veil />
        <Radix.Content
          data-slot="sheet"
          {...focus}
          aria-describedby={undefined}
          className="fixed inset-y-0 right-0 z-50 flex w-full max-w-[440px] animate-slide-in flex-col border-l bg-counter shadow-lifted outline-none"
        >
          <header className="flex h-16 shrink-0 items-center px-6">
            <Radix.Title className="font-semibold text-lg">{title}</Radix.Title>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-6 pb-10">{children}</div>
          <CloseButton className="absolute top-4 right-4" />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
