import { Eye, EyeOff } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { cn } from './cn.ts';
import { Input } from './input.tsx';

/** A password that can be looked at while it is typed. */
export function PasswordInput({ className, ...rest }: ComponentProps<'input'>) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <span className="relative block">
      <Input {...rest} type={shown ? 'text' : 'password'} className={cn('pr-11', className)} />
      <Button
        look="quiet"
        size="icon"
        aria-label={shown ? t('sign.hide') : t('sign.show')}
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
        className="absolute top-1 right-1 text-quiet"
      >
        <Icon aria-hidden />
      </Button>
    </span>
  );
}
