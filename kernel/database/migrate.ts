import { createHash, randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runMigrations } from "graphile-worker";
import { Client } from "pg";

/** A folder of numbered `.sql` files that belong to one schema. */
export interface MigrationFolder {
  schema: string;
  folder: string;
}

export interface Migration {
  schema: string;
  name: string;
  checksum: string;
  sql: string;
}

/** The files of a folder in the order of their numbers. */
export function migrationsIn({ schema, folder }: MigrationFolder): Migration[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name), "utf8");
      return { schema, name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

const known = `create table if not exists public.pendopo_migration (
  schema text not null, name text not null, checksum text not null, at timestamptz not null default now(),
  primary key (schema, name))`;

/**
 * Brings the database to the newest form: roles, each schema's files in order, one
 * transaction a file, under one lock so that two starts at once do it once.
 * Refuses when a file that already ran has changed since.
 */
export async function migrate(
  ownerUrl: string,
  folders: readonly MigrationFolder[],
  say: (line: string) => void = () => {},
) {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtextextended('pendopo.migrate', 0))");
    await client.query("set client_min_messages = warning");
    await makeRoles(client);
    await client.query(known);
    const done = new Map(
      (await client.query("select schema, name, checksum from public.pendopo_migration")).rows.map((r) => [
        `${r.schema}/${r.name}`,
        r.checksum as string,
      ]),
    );
    for (const migration of folders.flatMap(migrationsIn)) {
      const key = `${migration.schema}/${migration.name}`;
      const before = done.get(key);
      if (before === migration.checksum) continue;
      if (before)
        throw new Error(`Migration ${key} was changed after it ran. Add a new file instead of editing this one.`);
      say(`migrate ${key}`);
      await client.query("begin");
      await client.query(`create schema if not exists ${migration.schema}`);
      await client.query(migration.sql);
      await client.query("insert into public.pendopo_migration (schema, name, checksum) values ($1, $2, $3)", [
        migration.schema,
        migration.name,
        migration.checksum,
      ]);
      await grantApp(client, migration.schema);
      await client.query("commit");
    }
    await migrateJobs(client, ownerUrl);
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  } finally {
    await client.end();
  }
}

/** How many files have not run yet: readiness asks this. */
export async function pendingMigrations(
  query: (text: string) => Promise<{ schema: string; name: string }[]>,
  folders: readonly MigrationFolder[],
): Promise<number> {
  const done = new Set(
    (await query("select schema, name from public.pendopo_migration")).map((r) => `${r.schema}/${r.name}`),
  );
  return folders.flatMap(migrationsIn).filter((m) => !done.has(`${m.schema}/${m.name}`)).length;
}

/** Roles without login or bypass; `prepareDatabase` or the operator gives them logins. */
async function makeRoles(client: Client): Promise<void> {
  for (const role of ["pendopo_app", "pendopo_jobs"]) {
    await client.query(`do $$ begin create role ${role} nologin nobypassrls;
      exception when duplicate_object or unique_violation then null; end $$`);
    await client.query(`do $$ begin execute format('grant ${role} to %I', current_user);
      exception when others then null; end $$`);
  }
  await client.query(
    `do $$ begin execute format('grant create on database %I to pendopo_jobs', current_database()); end $$`,
  );
}

/** The app reads and writes a room's tables, row by row as row security lets it; what is journal-like it may only add to. */
async function grantApp(client: Client, schema: string): Promise<void> {
  await client.query(`grant usage on schema ${schema} to pendopo_app;
    grant select, insert, update, delete on all tables in schema ${schema} to pendopo_app;
    grant usage, select on all sequences in schema ${schema} to pendopo_app;
    grant execute on all functions in schema ${schema} to pendopo_app`);
  if (schema === "kernel") await client.query("revoke update, delete, truncate on kernel.journal from pendopo_app");
  await client.query(`grant select on public.pendopo_migration to pendopo_app`);
  // A room's migration may end with its own revokes: it lists them in <schema>.append_only().
  const own = await client.query("select to_regprocedure($1) as found", [`${schema}.append_only()`]);
  if (own.rows[0].found) {
    const tables = await client.query(`select unnest(${schema}.append_only()) as name`);
    for (const { name } of tables.rows)
      await client.query(`revoke update, delete, truncate on ${schema}.${name} from pendopo_app`);
  }
}

/** graphile-worker's own tables belong to pendopo_jobs; the app adds jobs through one function and sees nothing else. */
async function migrateJobs(client: Client, ownerUrl: string): Promise<void> {
  const url = new URL(ownerUrl);
  url.searchParams.set("options", "-c role=pendopo_jobs");
  await runMigrations({ connectionString: url.href, logger: undefined, noPreparedStatements: true });
  await client.query(`grant usage on schema graphile_worker to pendopo_app`);
  await client.query("set role pendopo_jobs");
  await client.query(`create or replace function graphile_worker.pendopo_add(jobs jsonb) returns void
    language sql security definer set search_path = graphile_worker, pg_temp as $f$
      select graphile_worker.add_job(j->>'name', coalesce(j->'payload', '{}')::json, queue_name => j->>'queue',
        run_at => (j->>'runAt')::timestamptz, max_attempts => coalesce((j->>'attempts')::int, 25),
        job_key => j->>'key', job_key_mode => coalesce(j->>'keyMode', 'replace'))
      from jsonb_array_elements(jobs) j $f$`);
  // What killed workers held is looked for every second, in a table that may hold a year of timers.
  await client.query(`create index if not exists pendopo_locked on graphile_worker._private_jobs (locked_at)
    where locked_at is not null`);
  await client.query(`revoke all on function graphile_worker.pendopo_add(jsonb) from public;
    grant usage on schema graphile_worker to pendopo_app;
    grant execute on function graphile_worker.pendopo_add(jsonb) to pendopo_app`);
  await client.query("reset role");
}

export interface DatabaseUrls {
  owner: string;
  app: string;
  jobs: string;
}

/**
 * Makes a database of our own in a cluster that we administer: an owner that is no
 * superuser, and logins for the app and the jobs that cannot pass row security.
 */
export async function prepareDatabase(
  adminUrl: string,
  name: string,
  passwords: Record<"owner" | "app" | "jobs", string>,
) {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    // Two who prepare databases in one cluster would stumble over each other at the roles, which they share.
    await admin.query("select pg_advisory_lock(hashtextextended('pendopo.roles', 0))");
    const login = async (role: string, password: string, more = "") => {
      await admin.query(`do $$ begin create role ${role} login nobypassrls ${more};
        exception when duplicate_object or unique_violation then null; end $$`);
      await admin.query(`alter role ${role} with login ${more} password '${password.replaceAll("'", "''")}'`);
    };
    await login("pendopo_owner", passwords.owner, "createrole");
    await login("pendopo_app", passwords.app);
    await login("pendopo_jobs", passwords.jobs);
    await admin.query("grant pendopo_app, pendopo_jobs to pendopo_owner with admin option");
    const found = await admin.query("select 1 from pg_database where datname = $1", [name]);
    if (found.rowCount === 0)
      await admin.query(`create database ${name} owner pendopo_owner encoding 'UTF8' template template0`);
  } finally {
    await admin.end();
  }
  const inside = new Client({ connectionString: withDatabase(adminUrl, name) });
  await inside.connect();
  try {
    await inside.query("grant all on schema public to pendopo_owner");
    // Trusted extensions that rooms use; made here so that the owner need not be a superuser.
    for (const ext of ["pg_trgm", "unaccent", "btree_gist"])
      await inside.query(`create extension if not exists ${ext}`);
    await inside.query(`grant create on database ${name} to pendopo_jobs`);
  } finally {
    await inside.end();
  }
  const as = (role: string, password: string) => {
    const url = new URL(withDatabase(adminUrl, name));
    url.username = role;
    url.password = password;
    return url.href;
  };
  return {
    owner: as("pendopo_owner", passwords.owner),
    app: as("pendopo_app", passwords.app),
    jobs: as("pendopo_jobs", passwords.jobs),
  } satisfies DatabaseUrls;
}

export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

export const newPassword = (): string => randomBytes(24).toString("base64url");
