import { type ChangeEvent, type FormEvent, useRef, useState } from 'react';

export type FieldErrors<Values> = Partial<Record<keyof Values, string>>;

/**
 * The state of a small form of text values. What was typed stays, whatever the server answers. Errors are shown
 * after the first try to send, then follow the typing; the first wrong field gets the focus.
 */
export function useForm<Values extends Record<string, string>>(
  initial: Values,
  check: (values: Values) => FieldErrors<Values>,
) {
  const [values, setValues] = useState(initial);
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<FieldErrors<Values>>({});
  const form = useRef<HTMLFormElement>(null);
  const found = tried ? check(values) : {};

  const set = (name: keyof Values & string, value: string) => {
    setValues((before) => ({ ...before, [name]: value }));
    setRefused((before) => ({ ...before, [name]: undefined }));
  };
  const bind = (name: keyof Values & string) => ({
    name,
    value: values[name] as string,
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLSelectElement>) => set(name, event.target.value),
  });
  const onSubmit = (send: (values: Values) => void) => (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setRefused({});
    const wrong = Object.keys(check(values))[0];
    if (!wrong) return send(values);
    form.current?.querySelector<HTMLElement>(`[name="${wrong}"]`)?.focus();
  };
  return { form, values, set, bind, onSubmit, refuse: setRefused, errors: { ...refused, ...found } };
}
