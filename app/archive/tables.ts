import type { Client } from "../../kernel/database/index.ts";

/** A table with the columns that can be written (generated ones make themselves). */
export interface TableShape {
  schema: string;
  name: string;
  columns: readonly string[];
}

/** graphile-worker's own bookkeeping of its migrations stays out: the code brings its own. */
const leftOut = new Set([
  "public.pendopo_migration",
  "graphile_worker.migrations",
  "graphile_worker._private_known_crontabs",
]);

export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const full = (table: TableShape): string => `${quote(table.schema)}.${quote(table.name)}`;

/** Every table of the house's own schemas, by name. */
export async function tablesOf(client: Client): Promise<TableShape[]> {
  const { rows } = await client.query<TableShape>(`
    select n.nspname as schema, c.relname as name,
      array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = '') as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind in ('r', 'p') and not c.relispartition
      and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg_%'
    group by 1, 2 order by 1, 2`);
  return rows.filter((table) => !leftOut.has(`${table.schema}.${table.name}`));
}

/** Row security is forced on the owner too; a backup must see, and a restore fill, every row. */
export async function asHouse(client: Client): Promise<void> {
  await client.query(
    "set pendopo.kind = 'system'; set statement_timeout = 0; set idle_in_transaction_session_timeout = 0",
  );
}

/** Where each identity column and sequence of the house stands. */
export async function sequencesOf(client: Client): Promise<{ name: string; last: string | null }[]> {
  const { rows } = await client.query<{ name: string; last: string | null }>(`
    select quote_ident(schemaname) || '.' || quote_ident(sequencename) as name, last_value::text as last
    from pg_sequences where schemaname not like 'pg_%' and schemaname <> 'information_schema' order by 1`);
  return rows;
}
