import { createHash } from "node:crypto";
import { z } from "zod";
import { type Context, command, idsOf, isId, type Relation, refuse, relation } from "../../../kernel/index.ts";
import { editionOn } from "../edition.ts";
import { heldBack } from "../hold.ts";
import { holdingsOf, keptByLaw, mostOfAKind } from "../holdings.ts";
import { nextNumber } from "../request.ts";

const knownBefore = async (context: Context, person: string): Promise<string[]> =>
  (await idsOf(context, person)).filter((id) => id !== person);

/** The agency whose desk it is. */
export const ofTheDesk: Relation<{ agency: string }, unknown> = relation<{ agency: string }>(
  "protection officer of this government",
  (actor, { agency }) => actor.officer?.agency === agency,
);

/**
 * Destroys a person's key, so that whatever it sealed can be read by nobody any more, here or from a copy, and writes
 * the certificate that the agency then signs. Refused while a law or a legal hold keeps anything under that key.
 */
export const destroyKey = command({
  name: "rights.destroy-key",
  input: z
    .object({
      person: z.string().refine(isId, "kernel.fault.format"),
      ground: z.string().trim().min(10, "rights.fault.destroy-ground").max(300, "rights.fault.told-long"),
    })
    .strict(),
  load: async ({ world, now }) => editionOn(world.government, world.calendar.today(now)).officer,
  allow: [{ hat: "officer", roles: ["protection-officer"], relation: ofTheDesk, assurance: 3, purpose: "rights" }],
  carryOut: async ({ tell, actor }, { person, ground }) => {
    const { office, agency } = actor.officer!;
    return { result: await tell(shredPerson, { person, ground, agency, office }) };
  },
});

/** The same as the room itself, which alone may look at all that is held of a person. The act is about nobody: it is public. */
export const shredPerson = command({
  name: "rights.shred-person",
  internal: true,
  input: z.object({ person: z.string(), ground: z.string(), agency: z.string(), office: z.string() }).strict(),
  allow: [{ hat: "system", purpose: "rights" }],
  async carryOut(context, { person, ground, agency, office }) {
    const { world, tx, now, newId } = context;
    const edition = editionOn(world.government, world.calendar.today(now));
    if (Object.keys(await keptByLaw(context, edition, person)).length > 0)
      refuse("conflict", "rights.refusal.kept-by-law");
    const records: Record<string, number> = {};
    for (const holding of holdingsOf(world).filter(({ personKey }) => personKey)) {
      if ((await heldBack(tx, holding.name, [person])).size > 0) refuse("conflict", "rights.refusal.on-hold");
      records[holding.name] = (await holding.of(context, person, mostOfAKind)).length;
    }
    const keyId = await world.secrets.shred(tx, person);
    if (keyId === null) refuse("conflict", "rights.refusal.no-key");
    // What records that were merged into this one had sealed is of the same person, and goes with it.
    for (const other of await knownBefore(context, person)) await world.secrets.shred(tx, other);
    const id = newId();
    const number = await nextNumber(world, tx, "certificate", now);
    const content = JSON.stringify({
      certificate: number,
      government: world.government.code,
      what: "subject key destroyed; what it sealed can no longer be opened",
      keyId: `sha256:${keyId}`,
      subject: `sha256:${createHash("sha256").update(person).digest("hex")}`,
      records,
      destroyedAt: now.toISOString(),
      by: { agency, office },
      ground,
    });
    await tx.query("insert into rights.certificate (id, number, content, agency, at) values ($1, $2, $3, $4, $5)", [
      id,
      number,
      content,
      agency,
      now,
    ]);
    return {
      result: { certificate: id },
      facts: [{ name: "rights.key-destroyed", subject: id, body: { agency } }],
      note: { content: `sha256:${createHash("sha256").update(content).digest("hex")}` },
    };
  },
});

/** Keeps the agency's signature over a certificate, once. */
export const signCertificate = command({
  name: "rights.sign-certificate",
  internal: true,
  input: z.object({ certificate: z.string(), signature: z.base64(), publicKey: z.base64() }).strict(),
  allow: [{ hat: "system" }],
  async carryOut({ tx }, { certificate, signature, publicKey }) {
    await tx.query(
      "update rights.certificate set signature = $2, public_key = $3 where id = $1 and signature is null",
      [certificate, Buffer.from(signature, "base64"), Buffer.from(publicKey, "base64")],
    );
    return { result: null, subject: certificate };
  },
});
