import { FileText } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../format/number.ts';
import { Button } from '../../ui/button.tsx';
import { cn } from '../../ui/cn.ts';
import { Field } from '../../ui/field.tsx';
import { inputLook } from '../../ui/input.tsx';

/** What was pasted, or a file: that is kept out of the text field, which a large one would stop. */
export interface Source {
  text: string;
  file: string | null;
}

const KILOBYTE = 1_000;

interface Props {
  source: Source;
  hint: string;
  error: string | undefined;
  onPaste: (text: string) => void;
  onFile: (file: File) => void;
}

function ChosenFile({ source, onPaste }: Pick<Props, 'source' | 'onPaste'>) {
  const { t } = useTranslation('admin');
  const size = formatCount(Math.ceil(source.text.length / KILOBYTE));
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 rounded-md border bg-fill px-4 py-2">
      <span className="flex min-w-0 items-center gap-2">
        <FileText aria-hidden className="size-4 shrink-0 text-quiet" />
        <span className="mono min-w-0 break-all text-sm">
          {t('gateway.import.chosen', { name: source.file ?? '', size })}
        </span>
      </span>
      <Button look="quiet" size="small" onClick={() => onPaste('')}>
        {t('gateway.import.removeFile')}
      </Button>
    </div>
  );
}

/** Where the list comes from: a text field, or a file. */
export function ListSource({ source, hint, error, onPaste, onFile }: Props) {
  const { t } = useTranslation('admin');
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <div className="grid gap-2">
      {source.file !== null && <ChosenFile source={source} onPaste={onPaste} />}
      {source.file === null && (
        <Field label={t('gateway.import.list')} hint={hint} error={error}>
          {(control) => (
            <textarea
              {...control}
              name="list"
              rows={8}
              wrap="off"
              spellCheck={false}
              autoComplete="off"
              value={source.text}
              onChange={(event) => onPaste(event.target.value)}
              className={cn(inputLook, 'mono h-auto py-2 md:text-sm')}
            />
          )}
        </Field>
      )}
      <input
        ref={chooser}
        type="file"
        accept=".csv,.json,text/csv,application/json"
        aria-label={t('gateway.import.file')}
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) onFile(file);
          event.target.value = '';
        }}
      />
      <Button size="small" className="justify-self-start" onClick={() => chooser.current?.click()}>
        {t('gateway.import.file')}
      </Button>
      {source.file !== null && error && (
        <p role="alert" className="text-refused text-sm">
          {error}
        </p>
      )}
    </div>
  );
}
