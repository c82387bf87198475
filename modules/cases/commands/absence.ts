import { z } from "zod";
import { command, isId, on, refuse, refuseFields, relation, roles } from "../../../kernel/index.ts";
import { officersOf } from "../../identity/index.ts";
import type { AbsenceRow } from "../desk-tables.ts";
import type { CasesTables } from "../tables.ts";

const id = z.string().refine(isId, "kernel.fault.format");
const day = z.iso.date("kernel.fault.format");
/** Duties that tasks are given to, and so can be stood in for. */
const duties = ["reviewer", "opinion-giver", "head"] as const;
const longestDays = 366;

/**
 * Says that oneself, or a colleague of one's own office and duty who is away already, is absent for some days, and who
 * stands in. The deputy must hold each duty at that office by themselves, today and whenever they use it: an absence
 * moves work, it gives no power.
 */
export const declareAbsence = command({
  name: "cases.declare-absence",
  input: z
    .object({
      officer: id,
      deputy: id.nullable(),
      duties: z.array(z.enum(roles)).min(1, "cases.fault.duty").max(3),
      from: day,
      until: day,
    })
    .strict(),
  allow: [{ hat: "officer", roles: duties, purpose: "service" }],
  async carryOut({ tx, actor, now, world, newId, ask }, { officer, deputy, duties: given, from, until }) {
    const me = actor.officer!;
    const today = world.calendar.today(now);
    if (until < from || until < today) refuseFields([{ path: "until", messageKey: "cases.fault.until" }]);
    if ((Date.parse(until) - Date.parse(from)) / 86_400_000 > longestDays)
      refuseFields([{ path: "until", messageKey: "cases.fault.too-long-away" }]);
    if (deputy === officer) refuseFields([{ path: "deputy", messageKey: "cases.fault.own-deputy" }]);
    let [name, deputyName] = ["", null as string | null];
    for (const role of given) {
      // Somebody else's absence is told by who shares the duty with them; nobody reaches into another's.
      if (!duties.some((one) => one === role) || (officer !== me.id && !me.roles.includes(role)))
        refuseFields([{ path: "duties", messageKey: "cases.fault.duty" }]);
      const holders = await ask(officersOf, { agency: me.agency, office: me.office, role });
      const away = holders.find((one) => one.id === officer);
      if (!away) refuseFields([{ path: "officer", messageKey: "cases.fault.no-colleague" }]);
      const standsIn = deputy ? holders.find((one) => one.id === deputy) : null;
      if (deputy && !standsIn) refuseFields([{ path: "deputy", messageKey: "cases.fault.no-duty" }]);
      name = away.name;
      deputyName = standsIn?.name ?? null;
    }
    const row: AbsenceRow = {
      id: newId(),
      officer,
      officer_name: name,
      deputy,
      deputy_name: deputyName,
      agency: me.agency,
      office: me.office,
      roles: [...new Set(given)],
      from_day: from,
      until_day: until,
      made_at: now,
      made_by: me.id,
      revoked_at: null,
      revoked_by: null,
    };
    await on<CasesTables>(tx).insertInto("cases.absence").values(row).execute();
    return {
      result: { id: row.id },
      facts: [
        { name: "cases.absence-declared", subject: row.id, body: { officer, deputy, duties: row.roles, from, until } },
      ],
    };
  },
});

/** The absent one, their deputy, who wrote it down, or a colleague of the office who shares a duty. */
const concerned = relation<AbsenceRow>("colleague of the office", ({ officer }, row) =>
  Boolean(
    officer &&
      officer.agency === row.agency &&
      officer.office === row.office &&
      ([row.officer, row.deputy, row.made_by].includes(officer.id) ||
        officer.roles.some((role) => row.roles.includes(role))),
  ),
);

/** Ends an absence: from now on the deputy stands in no more. */
export const revokeAbsence = command({
  name: "cases.revoke-absence",
  input: z.object({ id }).strict(),
  load: async ({ tx }, { id: given }) =>
    (await tx.query<AbsenceRow>("select * from cases.absence where id = $1 for update", [given]))[0] ?? null,
  allow: [{ hat: "officer", roles: duties, relation: concerned, purpose: "service" }],
  async carryOut({ tx, actor, now }, { id: given }, row) {
    if (row.revoked_at) refuse("conflict", "cases.refusal.absence-over");
    await on<CasesTables>(tx)
      .updateTable("cases.absence")
      .set({ revoked_at: now, revoked_by: actor.officer!.id })
      .where("id", "=", given)
      .execute();
    return { result: null, facts: [{ name: "cases.absence-revoked", subject: given }] };
  },
});
