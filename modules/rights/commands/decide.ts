import { z } from "zod";
import { type CommandContext, command, refuse, refuseFields } from "../../../kernel/index.ts";
import { contactOf } from "../../identity/index.ts";
import { sendMessage } from "../../messages/index.ts";
import { editionOn } from "../edition.ts";
import { restricted } from "../gate.ts";
import { holdingsOf, mayGo, mostOfAKind } from "../holdings.ts";
import { answering, answerPlace, asker, requestHeld } from "../request.ts";
import type { Done, RequestRow } from "../tables.ts";

/**
 * Answers a request: grants it, and then does what was asked, or refuses it on a ground that the law knows. The person
 * is told at once, and reads the answer among their own requests.
 */
export const decide = command({
  name: "rights.decide",
  input: z
    .object({
      request: z.string().max(60),
      verdict: z.enum(["granted", "refused"], "rights.fault.verdict"),
      ground: z.string().max(60).optional(),
      answer: z.string().trim().min(10, "rights.fault.answer").max(4000, "rights.fault.told-long"),
    })
    .strict(),
  load: ({ tx }, { request }) => requestHeld(tx, request, true),
  allow: [{ hat: "officer", roles: ["protection-officer"], relation: answering, assurance: 2, purpose: "rights" }],
  async carryOut(context, { verdict, ground, answer }, row) {
    const { world, tx, now } = context;
    if (row.state !== "open") refuse("conflict", "rights.refusal.decided");
    const edition = editionOn(world.government, world.calendar.today(row.opened_at));
    if (verdict === "refused" && !edition.refusals.some(({ code }) => code === ground))
      refuseFields([{ path: "ground", messageKey: "rights.fault.ground" }]);
    const done = verdict === "granted" ? await carry(context, row) : {};
    await tx.query(
      "update rights.request set state = $2, decided_at = $3, ground = $4, answer = $5, done = $6 where id = $1",
      [
        row.id,
        verdict,
        now,
        verdict === "refused" ? ground : null,
        await world.secrets.seal(tx, row.id, answerPlace, answer),
        JSON.stringify(done),
      ],
    );
    await tellAnswered(context, row);
    return {
      result: { done },
      facts: [{ name: "rights.decided", subject: row.id, body: { kind: row.kind, verdict } }],
      about: [row.person],
      note: { verdict, ground: ground ?? null, done },
    };
  },
});

async function carry(context: CommandContext, row: RequestRow): Promise<Done> {
  const table = tableOf(row);
  if (table) await keep(context, table, row);
  return row.kind === "erasure" ? context.tell(forget, { request: row.id }) : {};
}

/** Where what a granted request brings about is kept until it is lifted. */
const tableOf = ({ kind }: RequestRow): string | null =>
  kind === "restriction" ? "rights.restriction" : kind === "objection" ? "rights.objection" : null;

async function keep({ world, tx, now, newId }: CommandContext, table: string, row: RequestRow): Promise<void> {
  await tx.query(
    `insert into ${table} (id, person, request, agency, since) values ($1, $2, $3, $4, $5)
     on conflict (person) where lifted_at is null do nothing`,
    [newId(), row.person, row.id, row.agency, now],
  );
  restricted.forget(world);
}

/**
 * Takes away all records of a person that no law keeps, or that may go earlier when asked. As the room itself: what an
 * officer may not see, they may yet have to forget.
 */
export const forget = command({
  name: "rights.forget",
  internal: true,
  input: z.object({ request: z.string().max(60) }).strict(),
  load: ({ tx }, { request }) => requestHeld(tx, request),
  allow: [{ hat: "system", purpose: "rights" }],
  async carryOut(context, _input, row) {
    const edition = editionOn(context.world.government, context.world.calendar.today(row.opened_at));
    const [removed, kept]: [Record<string, number>, Record<string, number>] = [{}, {}];
    for (const holding of holdingsOf(context.world)) {
      const rule = edition.keeps[holding.name];
      const records = await holding.of(context, row.person, mostOfAKind);
      const over = records.filter((record) => mayGo(record, rule, context.now));
      if (holding.remove && over.length > 0) {
        await holding.remove(
          context,
          over.map(({ id }) => id),
        );
        removed[holding.name] = over.length;
      }
      const left = records.length - (removed[holding.name] ?? 0);
      if (left > 0) kept[holding.name] = left;
    }
    const done: Done = { removed, kept };
    return { result: done, subject: row.id, about: [row.person], note: { removed, kept } };
  },
});

/** Ends a restriction, or lets the system decide alone again: by the person, or by the protection officer when what it rested on is settled. */
export const liftRestriction = command({
  name: "rights.lift-restriction",
  input: z.object({ request: z.string().max(60) }).strict(),
  load: ({ tx }, { request }) => requestHeld(tx, request),
  allow: [
    { hat: "citizen", relation: asker, purpose: "own-data" },
    { hat: "officer", roles: ["protection-officer"], relation: answering, assurance: 2, purpose: "rights" },
  ],
  async carryOut({ world, tx, now }, _input, row) {
    const table = tableOf(row);
    const lifted = table
      ? await tx.query(`update ${table} set lifted_at = $2 where person = $1 and lifted_at is null returning id`, [
          row.person,
          now,
        ])
      : [];
    if (lifted.length === 0) refuse("conflict", "rights.refusal.not-restricted");
    restricted.forget(world);
    return { result: null, subject: row.id, about: [row.person] };
  },
});

async function tellAnswered({ world, askAsRoom, tell }: CommandContext, row: RequestRow): Promise<void> {
  const contact = await askAsRoom(contactOf, { person: row.person });
  const both = (part: "title" | "body") => ({
    id: world.words.say("id")(`rights.message.answered-${part}`, { number: row.number }),
    en: world.words.say("en")(`rights.message.answered-${part}`, { number: row.number }),
  });
  await tell(sendMessage, {
    toPerson: row.person,
    email: contact?.email ?? null,
    locale: contact?.locale ?? "id",
    kind: "rights-answered",
    title: both("title"),
    body: both("body"),
    link: `/saya/hak-data/${row.id}`,
    about: row.id,
  });
}
