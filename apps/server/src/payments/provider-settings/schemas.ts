import { z } from '@hono/zod-openapi';
import { Moment, Uuid } from '../../http/schemas.ts';
import { providerSettingsNames } from './types.ts';

export const Name = z.enum(providerSettingsNames).openapi({ example: 'stripe' });

const source = z.enum(['default', 'config', 'environment', 'database']).openapi({
  description: 'Who says it: each overrides the one before.',
});

const PlainField = z.object({ source, value: z.unknown().openapi({ description: 'Null when nobody says anything.' }) });

const SecretField = z.object({
  source,
  set: z.boolean(),
  endsIn: z.string().nullable().openapi({ description: 'The last four characters; null for a short one.' }),
});

export const ProviderSettings = z
  .object({
    name: Name,
    version: z.int().openapi({ description: 'To be sent back with a change; 0 = never changed here.' }),
    state: z.enum(['off', 'incomplete', 'ready']),
    livemode: z.boolean().nullable().openapi({ description: 'Whether real money moves, as far as the keys tell.' }),
    problems: z.array(z.object({ field: z.string(), message: z.string() })),
    fields: z.record(z.string(), z.union([SecretField, PlainField])),
    updatedAt: Moment.nullable(),
    updatedBy: Uuid.nullable(),
  })
  .openapi('ProviderSettings');

export const ProviderSettingsList = z.object({ data: z.array(ProviderSettings) });

const values = z.record(z.string().max(40), z.unknown()).openapi({
  description: 'Field → its value. A field that is left out stays as it is; null gives it back to config.yaml.',
  example: { enabled: true, secretKey: 'sk_test_…' },
});

export const ChangeProviderSettings = z
  .strictObject({
    expectedVersion: z.int().min(0),
    values,
    reason: z.string().trim().min(1).max(500).optional(),
  })
  .openapi('ChangeProviderSettings');

export const TestProviderSettings = z
  .strictObject({ values: values.default({}).openapi({ description: 'Tried without being kept.' }) })
  .openapi('TestProviderSettings');

export const ConnectionTest = z
  .object({
    ok: z.boolean(),
    message: z.string(),
    details: z.object({
      baseUrl: z.string().nullable(),
      livemode: z.boolean().nullable(),
      problems: z.array(z.object({ field: z.string(), message: z.string() })),
    }),
  })
  .openapi('ConnectionTest');
