import { systemActor } from "../kernel/index.ts";
import { beginDraft } from "../modules/cases/commands/begin-draft.ts";
import { savePage } from "../modules/cases/commands/save-page.ts";
import { submitApplication } from "../modules/cases/commands/submit-application.ts";
import { businessesOfPerson, demoPeople } from "../modules/registry/index.ts";
import type { Hall } from "./hall.ts";

/** The owner as an actor of the hall. */
export async function ownerOf({ world }: Hall) {
  const id = demoPeople(world.government).get("narti")!.id;
  const [business] = await world.database.inTransaction(systemActor("bench"), false, (tx) =>
    tx.query<{ id: string }>("select id from identity.account where person = $1", [id]),
  );
  return {
    ...systemActor("bench"),
    hat: "citizen" as const,
    person: id,
    account: business?.id ?? id,
    name: "Narti",
    assurance: 2 as const,
    session: id,
  };
}

/** One draft with every page filled in, of medium risk: the pattern that others are copied from. */
export async function patternDraft(hall: Hall): Promise<string> {
  const { world } = hall;
  const { act, ask } = await import("../kernel/index.ts");
  const owner = await ownerOf(hall);
  const [business] = await ask(world, owner, businessesOfPerson, { person: owner.person });
  const { draft } = await act(world, owner, beginDraft, { service: "izin-usaha-mikro", business: business!.id });
  const photo = {
    id: world.newId(),
    store: "bench.jpg",
    name: "lapak.jpg",
    type: "image/jpeg",
    bytes: 10,
    sha256: "0".repeat(64),
  };
  for (const [page, posted, files] of [
    ["pemohon", { phone: "081234567890" }, {}],
    ["usaha", { workers: "2" }, {}],
    ["tempat", { floorArea: "60", ownership: "market", hazardous: "no" }, { photo }],
    ["pangan", { cooksOnSite: "yes", water: "piped" }, {}],
    ["produk", { "products.0.name": "Nasi rames", "products.0.monthly": "4.500.000" }, {}],
  ] as const)
    await act(world, owner, savePage, { draft, page, posted: { ...posted }, files });
  return draft;
}

/** Copies of a filled draft, ready to be handed in. Gives their ids. */
export async function drafts(hall: Hall, count: number): Promise<string[]> {
  const pattern = await patternDraft(hall);
  const rows = await hall.prepare<{ id: string }>(
    `insert into cases.draft (id, service, version, person, business, hat, facts, answers, state, created_at, saved_at)
     select bench.v7(), service, version, person, business, hat, facts, answers, 'open', created_at, saved_at
     from cases.draft, generate_series(1, $2) where id = $1 returning id`,
    [pattern, count],
  );
  await hall.prepare("update cases.draft set state = 'dropped' where id = $1", [pattern]);
  await hall.prepare("analyze cases.draft");
  return rows.map((row) => row.id);
}

/** Fills the house up to so many stored cases, of random people, one in fifty with an open task. Gives how many there are. */
export async function storedCases(hall: Hall, count: number): Promise<number> {
  const [there] = await hall.prepare<{ n: number }>("select count(*)::int as n from cases.case");
  const missing = count - (there?.n ?? 0);
  if (missing <= 0) return there!.n;
  const { act } = await import("../kernel/index.ts");
  const [draft] = await drafts(hall, 1);
  await act(hall.world, await ownerOf(hall), submitApplication, { draft: draft!, declaration: true });
  const batch = 50_000;
  for (let done = 0; done < missing; done += batch) {
    hall.say(`stored cases: ${there!.n + done} of ${count}`);
    await hall.prepare(
      `with people as (select array_agg(id) as ids from (select id from registry.person limit 200000) p),
       made as (
         insert into cases.case select r.* from cases.case c, people, generate_series(1, $2) i,
         jsonb_populate_record(null::cases.case, to_jsonb(c) || jsonb_build_object(
           'id', bench.v7(), 'number', 'TRT-2025-' || lpad((nextval('cases.case_number'))::text, 9, '0'),
           'person', people.ids[1 + floor(random() * array_length(people.ids, 1))::int], 'business', null,
           'submitted_at', now() - random() * interval '300 days', 'decided_at', now() - random() * interval '300 days',
           'status', case when i % 50 = 0 then 'in-progress' else 'refused' end, 'closed_at', case when i % 50 = 0 then null else now() end)) r
         where c.id = $1 returning id, number, closed_at, due_at),
       told as (insert into cases.act (id, case_id, at, kind, hat, audience) select bench.v7(), id, now(), 'submitted', 'citizen', 'all' from made)
       insert into cases.task (id, case_id, token, step, title, role, agency, office, assurance, outcomes, service, label, number, opened_at, due_at, closed_at, outcome)
       select bench.v7(), made.id, 1, 'review', t.title, t.role, t.agency, t.office, t.assurance, t.outcomes, t.service, t.label, made.number, now(),
         now() + random() * interval '5 days', made.closed_at, case when made.closed_at is null then null else 'forward' end
       from made, (select * from cases.task where case_id = $1 limit 1) t`,
      [draft, Math.min(batch, missing - done)],
    );
  }
  await hall.prepare("vacuum analyze cases.case");
  await hall.prepare("vacuum analyze cases.task");
  await hall.prepare("vacuum analyze cases.act");
  return count;
}

/** A real officer of an office, as an actor. */
export async function officerAt(
  { prepare }: Hall,
  agency: string,
  office: string,
  role: "reviewer" | "front-desk" | "head" | "designer" | "steward",
) {
  const [row] = await prepare<{ id: string; account: string }>(
    "select id, account from identity.officer where agency = $1 and office = $2 limit 1",
    [agency, office],
  );
  return {
    ...systemActor("bench"),
    hat: "officer" as const,
    account: row!.account,
    person: row!.account,
    name: "Petugas",
    assurance: 3 as const,
    session: row!.id,
    officer: { id: row!.id, agency, office, roles: [role] },
  };
}
