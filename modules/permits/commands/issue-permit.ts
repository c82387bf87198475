import { z } from "zod";
import { command, isId, refuse, Together } from "../../../kernel/index.ts";
import { changeStanding } from "../../documents/index.ts";
import { historyLine, lives, permitLocked, writeChange } from "../permit.ts";
import type { PermitRow } from "../tables.ts";

const id = z.string().refine(isId, "kernel.fault.format");
const both = z.object({ id: z.string().max(1000), en: z.string().max(1000) });
const day = z.iso.date();

/**
 * A case ended in a lasting right: from now on the permit has a life of its own. When it takes another one's place
 * (renewed, amended, transferred), that one is over in the same transaction. The same document gives one permit.
 */
export const issuePermit = command({
  name: "permits.issue-permit",
  internal: true,
  input: z
    .object({
      case: id,
      service: z.string().max(60),
      version: z.number().int(),
      number: z.string().max(100),
      title: both,
      document: id,
      person: id,
      business: id.nullable(),
      hat: z.enum(["citizen", "business"]),
      holder: z.string().max(200),
      agency: z.string().max(60),
      office: z.string().max(60),
      object: z.object({ title: both, value: z.string().max(500) }),
      conditions: z.array(z.object({ text: both, law: z.string().max(200).nullable() })).max(40),
      validFrom: day,
      validUntil: day,
      renewable: z.object({ from: day, until: day }).nullable(),
      shown: z
        .object({ holder: z.string().max(200), rows: z.array(z.object({ label: both, value: z.string().max(500) })) })
        .nullable(),
      replaces: z.object({ permit: id, as: z.enum(["renewed", "amended", "transferred"]) }).nullable(),
    })
    .strict(),
  allow: [{ hat: "system" }],
  async carryOut(context, input) {
    const { tx, now, newId, tell } = context;
    const [known] = await tx.query<{ id: string }>("select id from permits.permit where document = $1", [
      input.document,
    ]);
    if (known) return { result: { permit: known.id }, subject: known.id };
    const { replaces, shown, renewable, object } = input;
    const row: PermitRow = {
      id: newId(),
      number: input.number,
      service: input.service,
      version: input.version,
      title: input.title,
      case_id: input.case,
      document: input.document,
      person: input.person,
      business: input.business,
      hat: input.hat,
      holder: input.holder,
      agency: input.agency,
      office: input.office,
      object_title: object.title,
      object: object.value,
      conditions: JSON.stringify(input.conditions) as never,
      valid_from: input.validFrom,
      valid_until: input.validUntil,
      renew_from: renewable?.from ?? null,
      renew_until: renewable?.until ?? null,
      offered_at: null,
      suspended_until: null,
      state: "active",
      replaces: replaces?.permit ?? null,
      issued_at: now,
      public_holder: shown?.holder ?? null,
      public_rows: shown && (JSON.stringify(shown.rows) as never),
    };
    if (replaces) {
      const old = await permitLocked(tx, replaces.permit);
      // What was revoked while its renewal was decided has nothing left that could be renewed.
      if (!old || !(lives(old.state) || (old.state === "expired" && replaces.as === "renewed")))
        refuse("conflict", "permits.refusal.over");
      writeChange(context, old, { state: replaces.as, suspended_until: null }, { kind: replaces.as, other: row.id });
      await tell(changeStanding, {
        document: old.document,
        to: "replaced",
        reason: `${input.title.id} ${input.number}`,
        by: null,
      });
      tx.send("update permits.offer set closed_at = $1 where permit = $2 and closed_at is null", [now, old.id]);
    }
    new Together()
      .insert("permits.permit", [row])
      .insert("permits.act", [historyLine(context, row.id, { kind: "issued" })])
      .send(tx);
    return {
      result: { permit: row.id },
      facts: [
        { name: "permits.issued", subject: row.id, body: { case: input.case, service: input.service } },
        ...(replaces ? [{ name: `permits.${replaces.as}`, subject: replaces.permit, body: { by: row.id } }] : []),
      ],
      about: [input.person],
    };
  },
});
