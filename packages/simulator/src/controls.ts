import type { Courier } from './courier.ts';
import type { Faults } from './delivery.ts';
import { type Answer, type Asked, json } from './listener.ts';

/** The values somebody sent to `/_simulate/…`: a JSON object or a form; the query's values count as well. */
export type Values = Record<string, unknown>;

/** Something asked of the simulator itself that it cannot do; `/_simulate/…` answers it with 400. */
export class ControlError extends Error {}

function valuesOf({ body, headers, query }: Asked): Values {
  const inQuery = Object.fromEntries(query);
  if (body === '') return inQuery;
  if (!headers['content-type']?.includes('json'))
    return { ...inQuery, ...Object.fromEntries(new URLSearchParams(body)) };
  try {
    return { ...inQuery, ...(JSON.parse(body) as Values) };
  } catch {
    throw new ControlError('The body is not JSON.');
  }
}

export function textIn(values: Values, name: string): string {
  const value = values[name];
  if (typeof value === 'string' && value !== '') return value;
  if (typeof value === 'number') return String(value);
  throw new ControlError(`${name} is missing.`);
}

export function optionalText(values: Values, name: string): string | undefined {
  return values[name] === undefined || values[name] === '' ? undefined : textIn(values, name);
}

function readFault(name: string, now: number | boolean, value: unknown): number | boolean {
  if (typeof now === 'boolean') return value === true || value === 'true' || value === '1';
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  const most = name === 'dropRate' ? 1 : 1_000_000;
  if (typeof number === 'number' && number >= 0 && number <= most) return number;
  throw new ControlError(`${name} is a number from 0 to ${most}.`);
}

function setFaults(faults: Faults, values: Values): Faults {
  const read = Object.entries(values).map(([name, value]) => {
    if (!(name in faults)) throw new ControlError(`There is no fault ${name}: ${Object.keys(faults).join(', ')}.`);
    return [name, readFault(name, faults[name as keyof Faults], value)];
  });
  return Object.assign(faults, Object.fromEntries(read));
}

export type Controls = Record<string, (values: Values) => unknown>;

/** What can be done with the way of the callbacks, whoever sends them. */
function courierControls(courier: Courier): Controls {
  return {
    faults: (values) => setFaults(courier.faults, values),
    hold: () => courier.hold(),
    release: () => courier.release(),
    flush: () => courier.flush(),
    deliveries: () => courier.log,
  };
}

/**
 * Answers `/_simulate/<control>` with the control's result, or `{ok: true}` when it has none; other paths get null.
 */
export async function controlled(asked: Asked, courier: Courier, controls: Controls): Promise<Answer | null> {
  const [, name] = /^\/_simulate\/?([\w-]*)$/.exec(asked.path) ?? [];
  if (name === undefined) return null;
  const all: Controls = { ...courierControls(courier), ...controls };
  const control = Object.hasOwn(all, name) ? all[name] : undefined;
  if (!control) return json({ controls: Object.keys(all).map((key) => `/_simulate/${key}`) }, name === '' ? 200 : 404);
  try {
    return json((await control(valuesOf(asked))) ?? { ok: true });
  } catch (error) {
    if (error instanceof ControlError) return json({ error: error.message }, 400);
    throw error;
  }
}
