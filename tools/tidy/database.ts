import type pg from 'pg';
import type { Finding } from './finding.ts';

/** The schemas that our migrations fill; `auth` and `graphile_worker` are somebody else's. */
const ourSchemas = ['farebox', 'ledger', 'public'];

/** Functions that people (not only the server) may call, as `schema.name(argument types)`. Each with its reason. */
export const openFunctions: Readonly<Record<string, string>> = {};

/** Tables that nobody reaches by policy: their owner's functions alone write and read them. Each with its reason. */
export const closedTables: Readonly<Record<string, string>> = {};

/** Of each rule: a query for what breaks it, as rows of `object` and `sentence`. `$1` are our schemas. */
const rules: Record<string, string> = {
  rls: `
    select format('%s.%s', n.nspname, c.relname) as object,
           case when not c.relrowsecurity then 'row level security is not enabled'
                when not c.relforcerowsecurity then 'row level security is not forced'
                else 'row level security without a policy' end as sentence
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any ($1) and c.relkind in ('r', 'p')
       and (not c.relrowsecurity or not c.relforcerowsecurity
            or not exists (select from pg_policy p where p.polrelid = c.oid)
               and format('%s.%s', n.nspname, c.relname) <> all ($2))`,
  write: `
    select format('%s.%s', n.nspname, c.relname) as object,
           format('%s may write it', coalesce(nullif(acl.grantee, 0)::regrole::text, 'everybody')) as sentence
      from pg_class c join pg_namespace n on n.oid = c.relnamespace,
           lateral aclexplode(c.relacl) acl
     where n.nspname = any ($1) and c.relkind in ('r', 'p', 'v')
       and acl.privilege_type in ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE')
       and (acl.grantee = 0 or acl.grantee in ('anon'::regrole, 'authenticated'::regrole)
            or n.nspname = 'ledger' and acl.grantee = 'service_role'::regrole)
     group by 1, 2`,
  anonymous: `
    select format('%s.%s', n.nspname, c.relname) as object, 'anon or everybody may read it' as sentence
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any ($1) and c.relkind in ('r', 'p', 'v', 'm') and has_table_privilege('anon', c.oid, 'select')`,
  invoker: `
    select format('%s.%s', n.nspname, c.relname) as object,
           'a view without security_invoker reads with its owner''s rights' as sentence
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any ($1) and c.relkind = 'v'
       and not coalesce(c.reloptions, '{}') && array['security_invoker=true', 'security_invoker=on', 'security_invoker=1']`,
  definer: `
    select format('%s.%s(%s)', n.nspname, p.proname, oidvectortypes(p.proargtypes)) as object,
           'security definer without a fixed search_path' as sentence
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where n.nspname = any ($1) and p.prosecdef
       and not exists (select from unnest(p.proconfig) as setting
                        where setting like 'search\\_path=%' and setting !~ '[=, "](public|\\$user)')`,
  execute: `
    select format('%s.%s(%s)', n.nspname, p.proname, oidvectortypes(p.proargtypes)) as object,
           format('%s may execute it', role) as sentence
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace,
           unnest(array['anon', 'authenticated']) as role
     where n.nspname = any ($1) and has_function_privilege(role, p.oid, 'execute')
       and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
       and format('%s.%s(%s)', n.nspname, p.proname, oidvectortypes(p.proargtypes)) <> all ($2)`,
};

const exceptions: Record<string, string[]> = {
  rls: Object.keys(closedTables),
  execute: Object.keys(openFunctions),
};

/** What a migrated database breaks of the rules on who may read, write and call what. */
export async function databaseFindings(client: pg.Client): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [rule, query] of Object.entries(rules)) {
    const parameters = query.includes('$2') ? [ourSchemas, exceptions[rule] ?? []] : [ourSchemas];
    const { rows } = await client.query<{ object: string; sentence: string }>(query, parameters);
    findings.push(...rows.map(({ object, sentence }) => ({ path: object, line: 0, rule, sentence })));
  }
  return findings;
}
