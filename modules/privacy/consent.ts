import { createHash } from "node:crypto";
import type { Government, Tx } from "../../kernel/index.ts";
import { type Purpose, purposesOf } from "./purposes.ts";

export type Consenting = Purpose & { consent: NonNullable<Purpose["consent"]> };

/** Purposes that rest on what a person says, in the order of the file. */
export const consentedPurposes = (government: Government): Consenting[] =>
  [...purposesOf(government).values()].filter((one): one is Consenting => one.consent !== undefined);

/** The purpose when it rests on consent; null for what rests on a law. */
export const restsOnConsent = (government: Government, code: string): Consenting | null =>
  consentedPurposes(government).find((one) => one.code === code) ?? null;

/** The fingerprint of the words that a person sees: another text is another consent. */
export const textHash = ({ consent }: Consenting): string =>
  createHash("sha256").update(JSON.stringify(consent.text)).digest("hex");

export interface Verdict {
  person: string;
  verdict: "given" | "withdrawn";
  text: string;
  at: Date;
}

/** What each of these people said last about a purpose; who never said anything is not among them. */
export const lastVerdicts = (tx: Tx, people: readonly string[], purpose: string): Promise<Verdict[]> =>
  tx.query<Verdict & Record<string, unknown>>(
    `select distinct on (person) person, verdict, text, at from privacy.consent
     where person = any($1::uuid[]) and purpose = $2 order by person, id desc`,
    [people, purpose],
  );

/** Whether that is a yes: said to these very words, or never withdrawn where the law lets one begin without asking. */
export function isYes(purpose: Consenting, last: Pick<Verdict, "verdict" | "text"> | undefined): boolean {
  if (purpose.consent.holds === "until-withdrawn") return last?.verdict !== "withdrawn";
  return last?.verdict === "given" && last.text === textHash(purpose);
}
