/** The parts of JSON Schema that a settings schema is described in. */
interface Described {
  properties?: Record<string, Described>;
  items?: Described;
  additionalProperties?: Described | boolean;
  anyOf?: Described[];
  oneOf?: Described[];
  allOf?: Described[];
}

function below(schema: Described): [suffix: string, part: Described][] {
  const named = Object.entries(schema.properties ?? {}).map(([key, part]): [string, Described] => [`.${key}`, part]);
  const listed: [string, Described][] = schema.items ? [['[]', schema.items]] : [];
  const free = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : null;
  const keyed: [string, Described][] = free && keysOf(free).length > 1 ? [['.*', free]] : [];
  const choices = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  const chosen = choices.map((part): [string, Described] => ['', part]);
  return [...named, ...listed, ...keyed, ...chosen];
}

function keysOf(schema: Described): string[] {
  const parts = below(schema);
  if (parts.length === 0) return [''];
  const keys = parts.flatMap(([suffix, part]) => keysOf(part).map((rest) => suffix + rest));
  return [...new Set(keys.map((key) => key.replace(/\[\]$/, '')))];
}

/** Every key that config.yaml may hold, as docs/ENV.md writes them: `gateway.channels[].name`, `a.*.b` under free names. */
export function settingKeys(schema: unknown): string[] {
  return keysOf(schema as Described).map((key) => key.replace(/^\./, ''));
}
