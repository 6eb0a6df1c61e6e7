import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Input } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import { useFigureName } from './figure-name.ts';
import { isKeyed, type Unit } from './figures.ts';
import { type FigureRow, type PriceValues, unitsLeft } from './price-rows.ts';

export interface FigureFormProps {
  values: PriceValues;
  errors: Record<string, string | undefined>;
  set: (name: string, value: string) => void;
}

interface CellProps extends FigureFormProps {
  name: string;
  label: string;
  placeholder?: string;
}

function Cell({ values, errors, set, name, label, placeholder }: CellProps) {
  return (
    <Input
      name={name}
      aria-label={label}
      aria-invalid={errors[name] ? true : undefined}
      aria-describedby={errors[name] ? `${name}-error` : undefined}
      placeholder={placeholder}
      autoComplete="off"
      spellCheck={false}
      inputMode={placeholder ? 'text' : 'decimal'}
      value={values[name] ?? ''}
      onChange={(event) => set(name, event.target.value)}
      className={placeholder ? 'mono' : 'mono text-right'}
    />
  );
}

/** What is wrong with a line, under it. */
function Remarks({ row, errors }: { row: FigureRow } & Pick<FigureFormProps, 'errors'>) {
  return ['key', 'price', 'cost'].map((side) => {
    const name = `${row.id}:${side}`;
    return (
      errors[name] && (
        <p key={side} id={`${name}-error`} role="alert" className="col-span-full text-refused text-sm">
          {errors[name]}
        </p>
      )
    );
  });
}

const grid = 'grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_2rem] gap-2 sm:grid-cols-[minmax(0,1.3fr)_8rem_8rem_2rem]';

function Row({ row, onRemove, ...form }: FigureFormProps & { row: FigureRow; onRemove: () => void }) {
  const { t } = useTranslation('admin');
  const name = useFigureName();
  const { unit } = row;
  const figure = isKeyed(unit) ? t(`gateway.form.kinds.${unit}`) : name({ unit, key: '' });
  return (
    <li className={`${grid} items-center`}>
      <div className="col-span-full flex items-center gap-2 sm:col-span-1">
        <span className={isKeyed(unit) ? 'shrink-0 text-sm' : 'text-sm'}>{figure}</span>
        {isKeyed(unit) && (
          <Cell
            {...form}
            name={`${row.id}:key`}
            label={t('gateway.form.keyOf', { figure })}
            placeholder={t(`gateway.form.keys.${unit}`)}
          />
        )}
      </div>
      <Cell {...form} name={`${row.id}:price`} label={t('gateway.form.priceOf', { figure })} />
      <Cell {...form} name={`${row.id}:cost`} label={t('gateway.form.costOf', { figure })} />
      <Button look="quiet" size="icon" aria-label={t('gateway.form.remove', { figure })} onClick={onRemove}>
        <X aria-hidden />
      </Button>
      <Remarks row={row} errors={form.errors} />
    </li>
  );
}

interface Props extends FigureFormProps {
  rows: readonly FigureRow[];
  onAdd: (unit: Unit) => void;
  onRemove: (row: FigureRow) => void;
}

/** The figures of a price, a line each, with the operator's cost beside them. */
export function FigureRows({ rows, onAdd, onRemove, ...form }: Props) {
  const { t } = useTranslation('admin');
  const name = useFigureName();
  const label = (unit: Unit) => (isKeyed(unit) ? t(`gateway.form.kinds.${unit}`) : name({ unit, key: '' }));
  return (
    <fieldset className="grid gap-3">
      <legend className="sr-only">{t('gateway.prices.price')}</legend>
      <div aria-hidden className={`${grid} text-quiet text-sm`}>
        <span className="hidden sm:block">{t('gateway.prices.figure')}</span>
        <span className="text-right">{t('gateway.prices.price')}</span>
        <span className="text-right">{t('gateway.prices.cost')}</span>
      </div>
      <ul className="grid gap-3">
        {rows.map((row) => (
          <Row key={row.id} row={row} onRemove={() => onRemove(row)} {...form} />
        ))}
      </ul>
      <Field label={t('gateway.form.add')} className="max-w-60">
        {(control) => (
          <Select {...control} value="" onChange={(event) => event.target.value && onAdd(event.target.value as Unit)}>
            <option value="">{t('gateway.form.choose')}</option>
            {unitsLeft(rows).map((unit) => (
              <option key={unit} value={unit}>
                {label(unit)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {rows.some(({ unit }) => unit === 'tiers') && <p className="text-quiet text-sm">{t('gateway.form.tiersHint')}</p>}
    </fieldset>
  );
}
