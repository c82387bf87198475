import { z } from "zod";
import { isId, query } from "../../../kernel/index.ts";
import { consentedPurposes, isYes, lastVerdicts, restsOnConsent } from "../consent.ts";

const id = z.string().refine(isId, "kernel.fault.format");

/**
 * Whether this may be done for a purpose to all of these people. True for a purpose that rests on no consent. Whoever
 * works for such a purpose asks this first: a command, a job, a worker; the gate asks it of every answer.
 */
export const consentHolds = query({
  name: "privacy.consent-holds",
  internal: true,
  input: z.object({ people: z.array(id).max(10_000), purpose: z.string().max(60) }).strict(),
  allow: [{ hat: "system" }],
  async answer({ world, tx }, { people, purpose: code }) {
    const purpose = restsOnConsent(world.government, code);
    if (!purpose) return true;
    const last = new Map((await lastVerdicts(tx, people, code)).map((one) => [one.person, one]));
    return people.every((person) => isYes(purpose, last.get(person)));
  },
});

/** What I said yes and no to, by purpose, with every line of it. */
export const myConsents = query({
  name: "privacy.consents",
  input: z.object({}).strict(),
  allow: [{ hat: "citizen", purpose: "own-data" }],
  async answer({ world, tx, actor }) {
    const lines = await tx.query<{ purpose: string; verdict: "given" | "withdrawn"; text: string; at: Date }>(
      "select purpose, verdict, text, at from privacy.consent where person = $1 order by id desc limit 500",
      [actor.person],
    );
    return consentedPurposes(world.government).map((purpose) => {
      const said = lines.filter((line) => line.purpose === purpose.code);
      return { purpose, said, holds: isYes(purpose, said[0]) };
    });
  },
});
