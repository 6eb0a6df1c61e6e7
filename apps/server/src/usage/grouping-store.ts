import { type RawBuilder, sql } from 'kysely';

/** How the daily roll-ups are summed up. */
export interface Grouping<Name extends string> {
  dimensions: Record<
    Name,
    {
      /** Of the roll-up. */
      column: RawBuilder<unknown>;
      /** In the result, from `grouped`. */
      output: RawBuilder<unknown>;
      /** Where names come from. */
      join?: RawBuilder<unknown>;
    }
  >;
  /** Columns to add up. */
  sums: readonly string[];
  where: RawBuilder<unknown>;
}

/**
 * Rows and their total in one statement, so that they agree. With `totalAnd` rows: the total first and at most so many
 * groups; without, all groups and no total.
 */
export function grouped<Name extends string, Row>(
  { dimensions, sums, where }: Grouping<Name>,
  by: readonly Name[],
  totalAnd?: number,
): RawBuilder<Row> {
  const chosen = by.map((name) => dimensions[name]);
  const columns = sql.join(chosen.map(({ column }) => column));
  const isTotal = by.length > 0 ? sql`grouping(${columns}) > 0` : sql`true`;
  const sets = by.length > 0 ? sql`grouping sets ((${columns}), ())` : sql`()`;
  const names = sums.map((name) => sql.ref(name));
  const added = names.map((name) => sql`coalesce(sum(${name}), 0)::int8 as ${name}`);
  const joins = chosen.flatMap(({ join }) => (join ? [join] : []));
  const order = sql.join([sql`grouped.is_total desc`, ...chosen.map(({ column }) => sql`grouped.${column}`)]);
  return sql<Row>`
    with grouped as (
      select ${sql.join([...chosen.map(({ column }) => column), sql`${isTotal} as is_total`, ...added])}
        from ledger.usage_daily
       where ${where}
       group by ${sets}
    )
    select ${sql.join([...chosen.map(({ output }) => output), sql`grouped.is_total`, ...names.map((name) => sql`grouped.${name}`)])}
      from grouped ${sql.join(joins, sql` `)}
     where ${totalAnd !== undefined} or not grouped.is_total
     order by ${order}
     limit ${totalAnd === undefined ? null : totalAnd + 1}`;
}
