import { z } from "zod";
import { command, refuse } from "../../../kernel/index.ts";
import { editionOn, kinds } from "../edition.ts";
import { asker, hoursAfter, nextNumber, requestHeld, toldPlace } from "../request.ts";

/** Asks for one's right. The clock of the law begins at once; what is asked is sealed. */
export const askRight = command({
  name: "rights.ask",
  input: z
    .object({
      kind: z.enum(kinds, "rights.fault.kind"),
      told: z.string().trim().min(10, "rights.fault.told").max(2000, "rights.fault.told-long"),
    })
    .strict(),
  allow: [{ hat: "citizen", purpose: "own-data" }],
  async carryOut({ world, tx, actor, now, newId }, { kind, told }) {
    const edition = editionOn(world.government, world.calendar.today(now));
    const [open] = await tx.query("select from rights.request where person = $1 and kind = $2 and state = 'open'", [
      actor.person,
      kind,
    ]);
    if (open) refuse("conflict", "rights.refusal.open-already");
    const id = newId();
    const number = await nextNumber(world, tx, "request", now);
    const due = hoursAfter(now, edition.requests[kind].hours);
    await tx.query(
      `insert into rights.request (id, number, person, agency, kind, told, opened_at, due_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        id,
        number,
        actor.person,
        edition.officer.agency,
        kind,
        await world.secrets.seal(tx, id, toldPlace, told),
        now,
        due,
      ],
    );
    return { result: { request: id, number }, facts: [{ name: "rights.asked", subject: id, body: { kind } }] };
  },
});

/** Takes it back before it was answered. */
export const withdrawRequest = command({
  name: "rights.withdraw",
  input: z.object({ request: z.string().max(60) }).strict(),
  load: ({ tx }, { request }) => requestHeld(tx, request, true),
  allow: [{ hat: "citizen", relation: asker, purpose: "own-data" }],
  async carryOut({ tx, now }, _input, row) {
    if (row.state !== "open") refuse("conflict", "rights.refusal.decided");
    await tx.query("update rights.request set state = 'withdrawn', decided_at = $2 where id = $1", [row.id, now]);
    return { result: null, facts: [{ name: "rights.withdrawn", subject: row.id }] };
  },
});
