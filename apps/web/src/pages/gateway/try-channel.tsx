import type { ChannelHealth, ChannelTest } from '@farebox/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Check, CircleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { farebox } from '../../api/client.ts';
import { formatCount } from '../../format/number.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Select } from '../../ui/select.tsx';
import { keyName } from './channel-keys.tsx';
import { channelsQuery } from './queries.ts';
import { To } from './to.tsx';

/** How a test went: which model by which key, how long it took, and the fault's name. */
function Outcome({ result }: { result: ChannelTest }) {
  const { t } = useTranslation('admin');
  const { ok, model, upstreamModel, key, latencyMs, fault } = result;
  const Icon = ok ? Check : CircleAlert;
  return (
    <p role="status" className={ok ? 'flex items-start gap-2 text-arrived' : 'flex items-start gap-2 text-refused'}>
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span className="min-w-0 break-words">
        {t(ok ? 'gateway.channels.answers' : 'gateway.channels.silent')}{' '}
        {t('gateway.channels.took', { ms: formatCount(latencyMs) })}{' '}
        <span className="mono text-quiet text-sm">
          {model}
          {upstreamModel !== model && (
            <>
              {' '}
              <To /> {upstreamModel}
            </>
          )}
          {key && ` ${keyName(key)}`}
        </span>
        {fault && <span className="mono block text-sm">{fault}</span>}
      </span>
    </p>
  );
}

interface PickProps {
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
}

function Pick({ label, value, options, onChange }: PickProps) {
  return (
    <Field label={label} className="w-full sm:w-auto sm:min-w-32 sm:max-w-60 sm:flex-1">
      {(control) => (
        <Select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

/** Sends one small call, past the channel's health. */
export function TryChannel({ channel }: { channel: ChannelHealth }) {
  const { t } = useTranslation('admin');
  const client = useQueryClient();
  const [model, setModel] = useState(channel.models[0]?.id ?? '');
  const [key, setKey] = useState('');
  const ends = [...new Set(channel.keys.flatMap(({ endsIn }) => (endsIn === null ? [] : [endsIn])))];
  const testing = useMutation({
    mutationFn: () => farebox.admin.channels.test(channel.id, { ...(model && { model }), ...(key && { key }) }),
    onSettled: () => client.invalidateQueries({ queryKey: channelsQuery.queryKey }),
  });
  return (
    <div className="grid gap-3 border-t pt-4">
      <div className="flex flex-wrap items-end gap-3">
        {channel.models.length > 1 && (
          <Pick
            label={t('gateway.model')}
            value={model}
            options={channel.models.map(({ id }) => ({ value: id, label: id }))}
            onChange={setModel}
          />
        )}
        {ends.length > 1 && (
          <Pick
            label={t('gateway.channels.key')}
            value={key}
            options={[
              { value: '', label: t('gateway.channels.anyKey') },
              ...ends.map((end) => ({ value: end, label: keyName(end) })),
            ]}
            onChange={setKey}
          />
        )}
        <Button
          aria-label={t('gateway.channels.testNamed', { name: channel.id })}
          busy={testing.isPending}
          onClick={() => testing.mutate()}
        >
          {t('gateway.channels.test')}
        </Button>
      </div>
      {testing.data && <Outcome result={testing.data} />}
      {testing.isError && <Problem error={testing.error} />}
    </div>
  );
}
