import { z } from "zod";
import { type Context, command, nextDay, refuse, refuseFields, textIn } from "../../../kernel/index.ts";
import { type PermitFile, serviceByCode } from "../../catalogue/index.ts";
import { changeStanding } from "../../documents/index.ts";
import { authority, keepFromOwn, lives, permitLocked, writeChange } from "../permit.ts";
import type { Both, PermitRow } from "../tables.ts";
import { tellHolder } from "../tell.ts";

const message = z.string().trim().max(1000).optional();

/** What the service, in the version that the permit was issued by, says of its permits. */
export async function termsOf(context: Pick<Context, "ask">, row: PermitRow): Promise<PermitFile> {
  const service = await context.ask(serviceByCode, { code: row.service, version: row.version });
  if (!service?.permit) throw new Error(`${row.service}, version ${row.version}, issues no permits`);
  return service.permit;
}

function reasonNamed(reasons: NonNullable<PermitFile["revocation"]>["reasons"] | undefined, code: string) {
  const why = reasons?.find((one) => one.code === code);
  if (!why) refuseFields([{ path: "reason", messageKey: "permits.fault.reason" }]);
  return { law: why.law, text: { id: textIn(why.text, "id"), en: textIn(why.text, "en") } as Both };
}

const said = ({ id }: Both, law: string, more: string | undefined): string =>
  [`${id} (${law})`, more].filter(Boolean).join(" ");

/** For some days, of which the last counts, it gives no right: for a reason of the service's list. */
export const suspendPermit = command({
  name: "permits.suspend-permit",
  input: z
    .object({
      permit: z.string(),
      reason: z.string().max(60),
      days: z.coerce.number("permits.fault.days").int("permits.fault.days").min(1, "permits.fault.days"),
      message,
    })
    .strict(),
  load: ({ tx }, { permit }) => permitLocked(tx, permit),
  allow: authority,
  async carryOut(context, { reason, days, message }, row) {
    const { world, now, tell, actor } = context;
    await keepFromOwn(context, row);
    if (row.state !== "active") refuse("conflict", "permits.refusal.not-active");
    const { suspension, objection } = await termsOf(context, row);
    if (!suspension) refuse("conflict", "permits.refusal.no-suspension");
    const { law, text } = reasonNamed(suspension.reasons, reason);
    if (days > suspension.longestDays)
      refuseFields([{ path: "days", messageKey: "permits.fault.longest", values: { days: suspension.longestDays } }]);
    const until = nextDay(world.calendar.today(now), days);
    const act = writeChange(
      context,
      row,
      { state: "suspended", suspended_until: until },
      { kind: "suspended", reason: text, message: message ?? null, law, until },
    );
    await tell(changeStanding, {
      document: row.document,
      to: "suspended",
      reason: said(text, law, message),
      by: actor.officer!.id,
    });
    await tellHolder(context, row, "suspended", {
      until,
      reason: text,
      law,
      message: message ?? "",
      objection: objection as Both,
    });
    return {
      result: { act },
      facts: [{ name: "permits.suspended", subject: row.id, body: { act, case: row.case_id } }],
      about: [row.person],
    };
  },
});

/** What was suspended gives its right again, before its day. */
export const liftSuspension = command({
  name: "permits.lift-suspension",
  input: z.object({ permit: z.string(), message: z.string().trim().min(5).max(1000) }).strict(),
  load: ({ tx }, { permit }) => permitLocked(tx, permit),
  allow: authority,
  async carryOut(context, { message }, row) {
    await keepFromOwn(context, row);
    if (row.state !== "suspended") refuse("conflict", "permits.refusal.not-suspended");
    const act = writeChange(context, row, { state: "active", suspended_until: null }, { kind: "lifted", message });
    await context.tell(changeStanding, { document: row.document, to: "valid", reason: null, by: null });
    await tellHolder(context, row, "lifted", { message });
    return {
      result: { act },
      facts: [{ name: "permits.lifted", subject: row.id, body: { act } }],
      about: [row.person],
    };
  },
});

/** The right is taken away for good. The document's own room tells it on, and the holder hears how to object. */
export const revokePermit = command({
  name: "permits.revoke-permit",
  input: z.object({ permit: z.string(), reason: z.string().max(60), message }).strict(),
  load: ({ tx }, { permit }) => permitLocked(tx, permit),
  allow: authority,
  async carryOut(context, { reason, message }, row) {
    await keepFromOwn(context, row);
    if (!lives(row.state)) refuse("conflict", "permits.refusal.over");
    const { revocation } = await termsOf(context, row);
    const { law, text } = reasonNamed(revocation?.reasons, reason);
    const act = writeChange(
      context,
      row,
      { state: "revoked", suspended_until: null },
      { kind: "revoked", reason: text, message: message ?? null, law },
    );
    await context.tell(changeStanding, {
      document: row.document,
      to: "revoked",
      reason: said(text, law, message),
      by: context.actor.officer!.id,
    });
    return {
      result: { act },
      facts: [{ name: "permits.revoked", subject: row.id, body: { act, case: row.case_id } }],
      about: [row.person],
    };
  },
});
