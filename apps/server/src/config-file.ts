import { readFileSync } from 'node:fs';
import { fileRefusal } from '@farebox/kit';
import { parse } from 'yaml';
import { ConfigError } from './config-error.ts';

export type Environment = Record<string, string | undefined>;
export type Tree = { [key: string]: unknown };

/**
 * What config.yaml says; an empty file says nothing. Numbers with a point stay text, so that a price of 0.000002 is
 * never a float. `${NAME}` in a text is replaced from the environment, so that a key need not stand in the file.
 * Throws `ConfigError`.
 */
export function readConfigFile(file: string, env: Environment): Tree {
  const tree = parsed(textOf(file), file) ?? {};
  if (typeof tree !== 'object' || Array.isArray(tree)) {
    throw new ConfigError(`${file} does not hold settings by name: config.example.yaml shows how they look.`);
  }
  return expand(tree, env, file) as Tree;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const refusal = fileRefusal(error);
    if (refusal === null) throw error;
    throw new ConfigError(
      `${file} can't be read (${refusal}): correct that, or name another file with FAREBOX_CONFIG.`,
    );
  }
}

function parsed(text: string, file: string): unknown {
  try {
    return parse(text, {
      customTags: (tags) => tags.filter((tag) => typeof tag === 'string' || tag.tag !== 'tag:yaml.org,2002:float'),
    });
  } catch (error) {
    const [what = ''] = (error as Error).message.split('\n');
    throw new ConfigError(`${file} is not valid YAML: ${what.replace(/:$/, '')}.`);
  }
}

function expand(value: unknown, env: Environment, file: string): unknown {
  if (typeof value === 'string') {
    return value.replace(/\$\{(\w+)\}/g, (_, name: string) => {
      const found = env[name];
      if (found === undefined) throw new ConfigError(`${file} uses \${${name}}: set ${name} in the environment.`);
      return found;
    });
  }
  if (Array.isArray(value)) return value.map((item) => expand(item, env, file));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, expand(item, env, file)]));
}
