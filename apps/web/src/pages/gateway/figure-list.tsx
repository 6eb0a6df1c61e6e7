import type { PriceFigures } from '@farebox/sdk';
import { formatCredits } from '../../format/money.ts';
import { cn } from '../../ui/cn.ts';
import { useFigureName } from './figure-name.ts';
import { figuresIn, nameOf } from './figures.ts';

/** Every figure of a price in a few words each; as many lines as it takes. */
export function FigureList({ figures, className }: { figures: PriceFigures | null; className?: string }) {
  const name = useFigureName();
  return (
    <ul className={cn('flex flex-wrap gap-x-4 whitespace-normal', className)}>
      {figuresIn(figures).map((figure) => (
        <li key={nameOf(figure)}>
          <span className="text-quiet text-sm">{name(figure)}</span>{' '}
          <span className="mono whitespace-nowrap text-sm">
            {figure.unit === 'tiers' && '×'}
            {formatCredits(figure.value)}
          </span>
        </li>
      ))}
    </ul>
  );
}
