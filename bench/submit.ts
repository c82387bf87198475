import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { act } from "../kernel/index.ts";
import { submitApplication } from "../modules/cases/commands/submit-application.ts";
import { type Figure, type Hall, perSecond, rate } from "./hall.ts";
import { drafts, ownerOf } from "./rows.ts";

const count = 12_000;
// Until the compiler has seen enough of it.
const warm = 4000;

/** `act` of submit-application from 32 clients, against pgbench committing the same rows with prepared statements. */
export async function submit(hall: Hall): Promise<Figure[]> {
  const owner = await ownerOf(hall);
  const ids = await drafts(hall, count + warm);
  const hand = (i: number) =>
    act(hall.world, owner, submitApplication, { draft: ids[i]!, declaration: true }, { key: `bench:${ids[i]}` });
  await rate(warm, 32, hand);
  // With statistics, as a house has them a minute after it opened.
  await hall.prepare("analyze");
  await hall.prepare("checkpoint");
  const cpu = process.cpuUsage();
  const ours = await rate(count, 32, (i) => hand(i + warm));
  const used = process.cpuUsage(cpu);
  const peer = await pgbench(hall);
  const spent = (used.user + used.system) / count / 1000;
  return [
    {
      name: "hand an application in: policy, rules, state, journal, outbox, key; 32 clients",
      ours: `${perSecond(ours)}, ${spent.toFixed(2)} ms of CPU each`,
      against: peer ? `pgbench -M prepared, the same rows ${perSecond(peer)}` : "pgbench is not here",
      ratio: peer && ours / peer,
      target: "≥ 60 %",
      met: peer !== null && ours / peer >= 0.6,
    },
  ];
}

/** The same rows, committed by pgbench over the same socket: what the database alone can do. Null when it is not here. */
async function pgbench(hall: Hall): Promise<number | null> {
  const { id } = (
    await hall.prepare<{ id: string }>("select id from cases.case where status = 'in-progress' limit 1")
  )[0]!;
  await hall.prepare("drop table if exists bench.one");
  await hall.prepare(
    `create table bench.one as select to_jsonb(c) as c, (select to_jsonb(t) from cases.task t where t.case_id = c.id limit 1) as t from cases.case c where c.id = '${id}'`,
  );
  await hall.prepare("drop table if exists bench.draft");
  await hall.prepare(
    "create table bench.draft as select row_number() over () as n, id from cases.draft where state = 'handed-in' limit 10000",
  );
  await hall.prepare("create unique index on bench.draft (n)");
  await hall.prepare("analyze bench.draft");
  const script = join(tmpdir(), `pendopo-pgbench-${process.pid}.sql`);
  // The kernel's and the room's statements as they are, with rows made in the database: no policy, no rules, no answers read.
  writeFileSync(
    script,
    `\\set n random(1, 10000)
begin;
update cases.draft set state = 'handed-in', saved_at = now() where id = (select id from bench.draft where n = :n);
with one as (select gen_random_uuid() as id, 'BENCH-' || gen_random_uuid() as number, c, t from bench.one),
 c as (insert into cases.case select r.* from one, jsonb_populate_record(null::cases.case, c || jsonb_build_object('id', one.id, 'number', one.number)) r returning id),
 t as (insert into cases.task select r.* from one, jsonb_populate_record(null::cases.task, t || jsonb_build_object('id', gen_random_uuid(), 'case_id', one.id)) r),
 a as (insert into cases.act (id, case_id, at, kind, hat, audience) select gen_random_uuid(), id, now(), 'submitted', 'citizen', 'all' from one),
 m as (insert into cases.timer (case_id, token, target, due_at) select id, 1, 'nudge', now() from one)
 select 1;
with j as (insert into kernel.journal (id, at, kind, name, hat, via, salt) values (gen_random_uuid(), now(), 'act', 'bench.submit', 'citizen', 'web', sha256('x')) returning id),
 o as (insert into kernel.outbox (journal, facts) select id, '[{"id":"x","name":"bench.none","subject":"x"}]' from j)
 insert into kernel.idempotency (account, key, command, input, result, at) values (gen_random_uuid(), 'bench', 'bench.submit', sha256('x'), '{"case":"x"}', now());
commit;
`,
  );
  const url = new URL(hall.cluster.adminUrl);
  const host = url.searchParams.get("host") ?? url.hostname;
  const args = [
    "-n",
    "-M",
    "prepared",
    "-c",
    "32",
    "-j",
    "2",
    "-T",
    "8",
    "-f",
    script,
    "-h",
    host,
    "-p",
    url.port || "5432",
    "-U",
    decodeURIComponent(url.username),
    "pendopo",
  ];
  try {
    const { stdout } = await promisify(execFile)("pgbench", args, {
      env: { ...process.env, PGPASSWORD: decodeURIComponent(url.password) },
    });
    return Number(/tps = ([\d.]+)/.exec(stdout)?.[1] ?? 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
