import type { Tap, Tx, World } from "../../../kernel/index.ts";
import type { Change } from "./tables.ts";

/** What a fact says of a register: whose record, what kind of change, which fields. */
interface Noted {
  register: string;
  kind: Change;
  subjects: string[];
  fields: string[];
}

interface Told {
  at: Date;
  name: string;
  subject: string;
  body: { register?: string; fields?: string[]; with?: string; from?: string; into?: string } | null;
}

const population = (kind: Change, fields: string[]) => (fact: Told) => ({
  register: "population",
  kind,
  subjects: [fact.subject, ...(fact.body?.with ? [fact.body.with] : [])],
  fields: fact.body?.fields ?? fields,
});
/** Both ends are told of: who kept the old number reads by it that it was merged, and the one that stands for it. */
const ofBoth = ({ subject, body }: Told): Noted => ({
  register: "population",
  kind: "changed",
  subjects: [...new Set([subject, body?.from, body?.into])].filter((one) => one !== undefined),
  fields: [],
});
const record = (kind: Change) => (fact: Told) => ({
  register: fact.body?.register ?? "",
  kind,
  subjects: [fact.subject],
  fields: fact.body?.fields ?? [],
});

/** The facts of the two rooms that keep registers, as changes. Without fields: the whole record. */
const meanings: Record<string, (fact: Told) => Noted> = {
  "registers.record-made": record("made"),
  "registers.record-changed": record("changed"),
  "registers.record-ended": record("ended"),
  "registry.person-corrected": population("changed", []),
  "registry.person-born": population("made", []),
  "registry.person-died": population("ended", ["diedOn"]),
  "registry.person-moved": population("changed", ["address", "family"]),
  "registry.family-changed": population("changed", ["family"]),
  "registry.child-adopted": population("changed", ["family"]),
  "registry.people-married": population("changed", ["maritalStatus"]),
  "registry.people-divorced": population("changed", ["maritalStatus"]),
  "registry.people-merged": ofBoth,
  "registry.person-split": ofBoth,
  "registry.business-registered": ({ subject }) => ({
    register: "businesses",
    kind: "made",
    subjects: [subject],
    fields: [],
  }),
};

/**
 * Notes changes of registers in the relay's own transaction: it hands the journal on in order, once, so the order of a
 * record's changes is kept and none is noted twice. Only what somebody has subscribed to is noted; whom it goes to is
 * worked out later, so that nobody waits for it here.
 */
export const changeTap: Tap = {
  name: "exchange.changes",
  async take(tx, journal, world) {
    const services = await heard(tx);
    if (services.size === 0) return;
    const told = await tx.query<Told>(
      `select j.at, f.fact->>'name' as name, f.fact->>'subject' as subject, f.fact->'body' as body
       from unnest($1::uuid[]) with ordinality as i(id, place)
       join kernel.journal j on j.id = i.id, jsonb_array_elements(j.body->'facts') with ordinality as f(fact, nth)
       where j.kind = 'act' and f.fact->>'name' = any($2) order by i.place, f.nth`,
      [journal, Object.keys(meanings)],
    );
    await note(tx, world, services, told);
  },
};

/** Services of registers that somebody waits to hear from. */
async function heard(tx: Tx): Promise<Map<string, string>> {
  const rows = await tx.query<{ id: string; register: string }>(
    `select v.id, v.register from exchange.service v where v.kind = 'register' and exists (
       select from exchange.subscription s where s.service = v.id and s.state <> 'ended')`,
  );
  return new Map(rows.map(({ id, register }) => [register, id]));
}

async function note(tx: Tx, world: World, services: Map<string, string>, told: readonly Told[]): Promise<void> {
  const events = told.flatMap((fact) => {
    const { register, kind, subjects, fields } = meanings[fact.name]!(fact);
    const service = services.get(register);
    return service
      ? subjects.map((subject) => ({ id: world.newId(), service, kind, subject, fields, at: fact.at }))
      : [];
  });
  if (events.length === 0) return;
  await tx.query(
    `insert into exchange.event (id, service, kind, subject, fields, at)
     select e.id, e.service, e.kind, e.subject, array(select jsonb_array_elements_text(e.fields)), e.at
     from jsonb_to_recordset($1::jsonb) as e(id uuid, service uuid, kind text, subject text, fields jsonb, at timestamptz)`,
    [JSON.stringify(events)],
  );
}
