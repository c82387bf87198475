import { z } from "zod";
import { command, isId, refuse, type Text } from "../../../kernel/index.ts";
import { holderOf, holds } from "../duty.ts";
import type { AskedRow } from "../tables.ts";
import type { Again } from "./meaning.ts";

const both = (text: Text): string => JSON.stringify(typeof text === "string" ? { id: text, en: text } : text);

/** Keeps what was found to be asked again. What a steward decided stays; what is asked no more is marked so. */
export const keepAsked = command({
  name: "onedata.keep-asked",
  internal: true,
  input: z.object({ found: z.custom<readonly Again[]>(Array.isArray) }),
  allow: [{ hat: "system" }],
  async carryOut({ tx, now, newId }, { found }) {
    for (const { place, field, title, label, agency, meaning, people } of found)
      tx.send(
        `insert into onedata.asked (id, place, field, title, label, agency, fact, fact_name, sign, register, owner_field, keeper, people, found_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
         on conflict (place, field) do update set title = excluded.title, label = excluded.label, agency = excluded.agency,
           fact = excluded.fact, fact_name = excluded.fact_name, sign = excluded.sign, register = excluded.register,
           owner_field = excluded.owner_field, keeper = excluded.keeper, people = excluded.people, gone_at = null,
           state = case when asked.fact = excluded.fact then asked.state else 'open' end`,
        [
          newId(),
          place,
          field,
          both(title),
          both(label),
          agency,
          meaning.fact,
          both(meaning.name),
          meaning.sign,
          meaning.owner?.register ?? null,
          meaning.owner?.field ?? null,
          meaning.owner?.keeper ?? null,
          people,
          now,
        ],
      );
    const gone = await tx.query(
      `update onedata.asked set gone_at = $1 where gone_at is null and not exists (
         select from unnest($2::text[], $3::text[]) as still (place, field)
         where still.place = asked.place and still.field = asked.field) returning id`,
      [now, found.map(({ place }) => place), found.map(({ field }) => field)],
    );
    return {
      result: { found: found.length, gone: gone.length },
      facts: [{ name: "onedata.compared", subject: "asked-again", body: { found: found.length, gone: gone.length } }],
    };
  },
});

/** The steward says of a question whether it may go on being asked, with a reason for all to read, or is to go. */
export const decideAsked = command({
  name: "onedata.decide-asked",
  input: z
    .object({
      id: z.string().refine(isId, "kernel.fault.format"),
      state: z.enum(["open", "accepted", "to-remove"], "kernel.fault.format"),
      reason: z.string().trim().min(10, "onedata.fault.reason").max(1000),
    })
    .strict(),
  async load({ tx, world }, { id }) {
    const [row] = await tx.query<AskedRow>("select * from onedata.asked where id = $1 for update", [id]);
    return row ? { row, government: world.government, producer: row.agency } : null;
  },
  allow: [{ hat: "officer", relation: holderOf("steward"), assurance: 2 }],
  async carryOut({ tx, now, actor }, { state, reason }, { row, government }) {
    // The steward's own agency answers to the forum for what it asks itself.
    if (state === "accepted" && row.agency === actor.officer!.agency && !holds(government, actor, "forum", row.agency))
      refuse("not-allowed", "onedata.refusal.own-question");
    await tx.query("update onedata.asked set state = $2, reason = $3, decided_by = $4, decided_at = $5 where id = $1", [
      row.id,
      state,
      reason,
      actor.officer!.id,
      now,
    ]);
    return {
      result: null,
      subject: row.id,
      facts: [{ name: "onedata.decided-asked", subject: row.id, body: { state } }],
    };
  },
});

/** Compares now, not only at night. */
export const askComparison = command({
  name: "onedata.ask-comparison",
  input: z.object({}).strict(),
  load: async ({ world: { government } }) => ({ government, producer: "" }),
  allow: [{ hat: "officer", relation: holderOf("steward"), assurance: 2 }],
  carryOut: async () => ({
    result: null,
    subject: "asked-again",
    jobs: [{ name: "onedata.compare", payload: {}, key: "onedata:compare" }],
  }),
});
