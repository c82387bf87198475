import { z } from "zod";
import { command, refuse } from "../../../kernel/index.ts";
import { isYes, lastVerdicts, restsOnConsent, textHash } from "../consent.ts";

/**
 * Says yes or no to a purpose. `text` is the fingerprint of the words that were on the page: who saw older words is
 * shown the new ones first. Nothing is overwritten; what waits for this purpose asks again before it goes on.
 */
export const sayConsent = command({
  name: "privacy.say-consent",
  input: z
    .object({
      purpose: z.string().max(60),
      verdict: z.enum(["given", "withdrawn"]),
      text: z.string().regex(/^[0-9a-f]{64}$/, "kernel.fault.format"),
    })
    .strict(),
  load: async ({ world }, { purpose }) => restsOnConsent(world.government, purpose),
  allow: [{ hat: "citizen", purpose: "own-data" }],
  async carryOut({ tx, actor, now, newId }, { verdict, text }, purpose) {
    if (verdict === "given" && text !== textHash(purpose)) refuse("conflict", "privacy.refusal.other-text");
    const person = actor.person!;
    const [last] = await lastVerdicts(tx, [person], purpose.code);
    if (isYes(purpose, last) === (verdict === "given")) return { result: { changed: false } };
    const id = newId();
    await tx.query(
      `insert into privacy.consent_text (sha256, purpose, words, since) values ($1, $2, $3, $4) on conflict do nothing`,
      [textHash(purpose), purpose.code, JSON.stringify(purpose.consent.text), now],
    );
    await tx.query(
      "insert into privacy.consent (id, person, purpose, verdict, text, at) values ($1, $2, $3, $4, $5, $6)",
      [id, person, purpose.code, verdict, text, now],
    );
    return {
      result: { changed: true },
      facts: [{ name: `privacy.consent-${verdict}`, subject: id, body: { purpose: purpose.code } }],
    };
  },
});
