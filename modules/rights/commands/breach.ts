import { z } from "zod";
import { command, isId, type Relation, refuse, relation, type Tx } from "../../../kernel/index.ts";
import { contactOf } from "../../identity/index.ts";
import { sendMessage } from "../../messages/index.ts";
import { editionOn } from "../edition.ts";
import { hoursAfter, nextNumber } from "../request.ts";
import type { BreachRow } from "../tables.ts";
import { ofTheDesk } from "./destroy-key.ts";

const moment = z.iso.datetime({ offset: true, error: "rights.fault.moment" });
const text = z.string().trim().min(10, "rights.fault.words").max(2000, "rights.fault.told-long");
const names = z.array(z.string().max(80)).max(50).default([]);
const breachOf = z.object({ breach: z.string().refine(isId, "kernel.fault.format") }).strict();
const system = [{ hat: "system", purpose: "rights" }] as const;
/** Letters of one act: so many that a queue moves, so few that nobody waits for the commit. */
const atOnce = 100;

export async function breachHeld(tx: Tx, id: string): Promise<BreachRow | null> {
  if (!isId(id)) return null;
  return (await tx.query<BreachRow>("select * from rights.breach where id = $1", [id]))[0] ?? null;
}

export const itsDesk: Relation<BreachRow, unknown> = relation<BreachRow>(ofTheDesk.name, (actor, row) =>
  ofTheDesk.holds(actor, row, {}),
);
const desk = [
  { hat: "officer", roles: ["protection-officer"], relation: itsDesk, assurance: 2, purpose: "rights" },
] as const;

/** Opens the case of a breach; its clock runs from now, and whom it touches is counted at once. */
export const openBreach = command({
  name: "rights.open-breach",
  input: z
    .object({
      from: moment,
      until: moment,
      queries: names,
      agencies: names,
      accounts: z.array(z.string().refine(isId, "kernel.fault.format")).max(50).default([]),
      what: text,
      data: text,
      measures: text,
    })
    .strict()
    .refine(({ from, until }) => from < until, { path: ["until"], message: "rights.fault.span" }),
  load: async ({ world, now }) => editionOn(world.government, world.calendar.today(now)).officer,
  allow: [{ hat: "officer", roles: ["protection-officer"], relation: ofTheDesk, assurance: 2, purpose: "rights" }],
  async carryOut({ world, tx, now, newId }, { from, until, ...told }, { agency }) {
    const { breach } = editionOn(world.government, world.calendar.today(now));
    const [id, number] = [newId(), await nextNumber(world, tx, "breach", now)];
    await tx.query(
      `insert into rights.breach (id, number, agency, from_at, until_at, queries, agencies, accounts, what, data, measures, opened_at, due_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        id,
        number,
        agency,
        from,
        until,
        told.queries,
        told.agencies,
        told.accounts,
        told.what,
        told.data,
        told.measures,
        now,
        hoursAfter(now, breach.hours),
      ],
    );
    return {
      result: { breach: id, number },
      facts: [{ name: "rights.breach-opened", subject: id }],
      jobs: [{ name: "rights.count-affected", payload: { breach: id }, key: `breach:${id}` }],
    };
  },
});

/** Everybody whose data was read in that time, through those doors, by those hands: from the receipts alone. */
export const countAffected = command({
  name: "rights.count-affected",
  internal: true,
  input: breachOf,
  load: ({ tx }, { breach }) => breachHeld(tx, breach),
  allow: system,
  async carryOut({ tx, now }, _input, row) {
    const found = await tx.query(
      `insert into rights.breach_person (breach, person, reads)
       select $1, whose, count(*) from kernel.journal, unnest(about) whose
       where kind = 'read' and at >= $2 and at <= $3 and (cardinality($4::text[]) = 0 or name = any($4))
         and (cardinality($5::text[]) = 0 or agency = any($5)) and (cardinality($6::uuid[]) = 0 or account = any($6))
       group by whose on conflict (breach, person) do update set reads = excluded.reads returning 1`,
      [row.id, row.from_at, row.until_at, row.queries, row.agencies, row.accounts],
    );
    await tx.query("update rights.breach set counted_at = $2 where id = $1", [row.id, now]);
    return { result: { people: found.length }, subject: row.id, note: { people: found.length } };
  },
});

/** Notes that the agency for personal data protection was told, and under which reference. */
export const reportBreach = command({
  name: "rights.report-breach",
  input: breachOf.extend({ reference: z.string().trim().min(3, "rights.fault.reference").max(200) }),
  load: ({ tx }, { breach }) => breachHeld(tx, breach),
  allow: desk,
  async carryOut({ tx, now }, { reference }, row) {
    if (row.told_agency) refuse("conflict", "rights.refusal.reported");
    await tx.query("update rights.breach set told_agency = $2, reference = $3 where id = $1", [row.id, now, reference]);
    return { result: null, facts: [{ name: "rights.breach-reported", subject: row.id }] };
  },
});

/** Begins the letters to all whom it touches; they go out in the background, each once. */
export const tellAffected = command({
  name: "rights.tell-affected",
  input: breachOf,
  load: ({ tx }, { breach }) => breachHeld(tx, breach),
  allow: desk,
  async carryOut({ tx }, _input, row) {
    if (!row.counted_at) refuse("conflict", "rights.refusal.not-counted");
    if (row.letters !== "none") refuse("conflict", "rights.refusal.telling");
    await tx.query("update rights.breach set letters = 'sending' where id = $1", [row.id]);
    return {
      result: null,
      subject: row.id,
      jobs: [{ name: "rights.write-letters", payload: { breach: row.id }, key: `letters:${row.id}` }],
    };
  },
});

/** Writes the next letters; a second run finds them written. */
export const writeLetters = command({
  name: "rights.write-letters",
  internal: true,
  input: breachOf,
  load: ({ tx }, { breach }) => breachHeld(tx, breach),
  allow: system,
  async carryOut({ world, tx, now, ask, tell }, _input, row) {
    const people = await tx.query<{ person: string }>(
      `select person from rights.breach_person where breach = $1 and told_at is null order by person limit ${atOnce}
       for update skip locked`,
      [row.id],
    );
    const both = (part: "title" | "body") => ({
      id: world.words.say("id")(`rights.message.breach-${part}`, { ...row, number: row.number } as never),
      en: world.words.say("en")(`rights.message.breach-${part}`, { ...row, number: row.number } as never),
    });
    for (const { person } of people) {
      const contact = await ask(contactOf, { person });
      await tell(sendMessage, {
        toPerson: person,
        email: contact?.email ?? null,
        locale: contact?.locale ?? "id",
        kind: "data-breach",
        title: both("title"),
        body: both("body"),
        link: "/saya/siapa-membaca",
        about: row.id,
      });
    }
    await tx.query("update rights.breach_person set told_at = $3 where breach = $1 and person = any($2::uuid[])", [
      row.id,
      people.map(({ person }) => person),
      now,
    ]);
    const more = people.length === atOnce;
    if (!more) await tx.query("update rights.breach set letters = 'sent' where id = $1", [row.id]);
    return { result: { told: people.length, more }, subject: row.id, about: people.map(({ person }) => person) };
  },
});

/** Closes the case: the agency and the people have been told. */
export const closeBreach = command({
  name: "rights.close-breach",
  input: breachOf,
  load: ({ tx }, { breach }) => breachHeld(tx, breach),
  allow: desk,
  async carryOut({ tx, now }, _input, row) {
    if (row.closed_at) refuse("conflict", "rights.refusal.decided");
    if (!row.told_agency || row.letters !== "sent") refuse("conflict", "rights.refusal.not-told");
    await tx.query("update rights.breach set closed_at = $2 where id = $1", [row.id, now]);
    return { result: null, facts: [{ name: "rights.breach-closed", subject: row.id }] };
  },
});
