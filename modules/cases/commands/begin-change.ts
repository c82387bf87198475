import { z } from "zod";
import { type CommandContext, command, refuse } from "../../../kernel/index.ts";
import { type Answers, forms } from "../../forms/index.ts";
import { agreeToOffer, mayRenew, type PermitRow, permitById } from "../../permits/index.ts";
import type { ChangeRow } from "../afterlife.ts";
import { definitionOf } from "../case.ts";
import { given } from "../facts.ts";
import { caseById } from "../queries/case-by-id.ts";
import { changesUnderWay } from "../queries/changes.ts";
import type { DraftRow } from "../tables.ts";
import { beginDraft } from "./begin-draft.ts";

const own = [
  { hat: "citizen", assurance: 2 },
  { hat: "business", assurance: 2 },
] as const;

/** A holder renews or amends a permit: an application that is filled in from the one before. */
export const beginChange = command({
  name: "cases.begin-change",
  input: z.object({ permit: z.string(), kind: z.enum(["renewed", "amended"]) }).strict(),
  // Who may not see the permit is told that there is none.
  load: async ({ ask }, { permit }) => (await ask(permitById, { id: permit })).row,
  allow: own,
  async carryOut(context, { kind }, permit) {
    const { world, now } = context;
    const service = await definitionOf(context, permit.service);
    const known = kind === "renewed" ? service.permit?.renewal : service.permit?.amendment;
    if (!known) refuse("conflict", "cases.refusal.no-change");
    const today = world.calendar.today(now);
    if (kind === "renewed" ? !mayRenew(permit, today) : permit.state !== "active")
      refuse("conflict", kind === "renewed" ? "cases.refusal.not-renewable" : "cases.refusal.permit-over");
    return begun(context, permit, kind, permit.business, (answers) => answers);
  },
});

/** The other party takes over what the holder offered: agrees by the code, and applies with their own data. */
export const beginTransfer = command({
  name: "cases.begin-transfer",
  // From a page only: a code never stands in an address.
  internal: true,
  input: z
    .object({ code: z.string().trim().min(1, "cases.fault.transfer-code").max(40), business: z.string().optional() })
    .strict(),
  allow: own,
  async carryOut(context, { code, business }) {
    const { actor, tell, askAsRoom } = context;
    const acting = actor.business?.id ?? business ?? null;
    const { permit: id } = await tell(agreeToOffer, {
      code,
      person: actor.person!,
      business: acting,
      by: actor.business?.name ?? actor.name ?? "",
    });
    const { row: permit } = await askAsRoom(permitById, { id });
    const service = await definitionOf(context, permit.service);
    const plain = new Set(
      service.form.pages.flatMap(({ fields }) => fields.filter(({ purpose }) => !purpose).map((one) => one.id)),
    );
    // What the holder said of themselves stays the holder's: only answers about the object go over.
    return begun(context, permit, "transferred", acting, (answers) =>
      Object.fromEntries(Object.entries(answers).filter(([field]) => plain.has(field))),
    );
  },
});

/** Opens the draft, or finds the one that was begun; refuses while another change of the permit is being decided. */
async function begun(
  context: CommandContext,
  permit: PermitRow,
  kind: ChangeRow["kind"],
  business: string | null,
  kept: (answers: Answers) => Answers,
) {
  const { tx, world, now, actor, askAsRoom } = context;
  // Two who begin at once wait for each other here.
  await tx.query("select pg_advisory_xact_lock(hashtextextended($1, 7))", [permit.id]);
  const { open, waiting } = await askAsRoom(changesUnderWay, { permit: permit.id, kind, person: actor.person! });
  if (waiting) refuse("conflict", "cases.refusal.change-under-way", { number: waiting });
  if (open) return { result: { draft: open }, subject: open };
  const before = await askAsRoom(caseById, { id: permit.case_id });
  const made = await beginDraft.carryOut(
    context,
    { service: permit.service, ...(business && { business }) },
    undefined as never,
  );
  const { draft } = made.result;
  const service = await definitionOf(context, permit.service);
  const [row] = await tx.query<DraftRow>("select * from cases.draft where id = $1", [draft]);
  const answers = forms.pruned(
    service.form,
    kept(before.row.answers),
    given(row!.facts, world.calendar.today(now), service),
  );
  await tx.query("update cases.draft set answers = $1 where id = $2", [JSON.stringify(answers), draft]);
  await tx.query("insert into cases.permit_change (case_id, permit, kind, made_at) values ($1, $2, $3, $4)", [
    draft,
    permit.id,
    kind,
    now,
  ]);
  return {
    result: { draft },
    facts: [{ name: "cases.change-begun", subject: draft, body: { permit: permit.id, kind } }],
  };
}
