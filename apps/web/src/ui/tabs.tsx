import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

interface Props {
  label: string;
  tabs: { value: string; label: ReactNode; content: ReactNode }[];
}

/** A few views of the same thing, one at a time. */
export function Tabs({ label, tabs }: Props) {
  return (
    <Radix.Root data-slot="tabs" defaultValue={tabs[0]?.value ?? ''} className="relative min-w-0">
      <Radix.List aria-label={label} className="flex gap-4 border-b">
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className="-mb-px h-9 border-transparent border-b-2 text-quiet text-sm hover:text-ink data-[state=active]:border-ink data-[state=active]:font-medium data-[state=active]:text-ink dark:data-[state=active]:border-fare"
          >
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className="pt-3">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
