import { type Context, mask, officeOf, refuse, textIn } from "../../kernel/index.ts";
import { type Address, businessById, businessesOfPerson, personById } from "../registry/index.ts";
import type { Value } from "../rules/index.ts";
import type { DraftRow, Facts } from "./tables.ts";

const addressWords = (address: Address | null): string =>
  address
    ? `${address.street}, RT ${address.rt}/RW ${address.rw}, ${address.village}, ${address.district}, ${address.regency} ${address.postal}`
    : "";

const ranks = ["low", "medium-low", "medium-high", "high"];

/**
 * What the registers say of the applicant and the business: asked with the applicant's own right to
 * see their own record, or as the house for who is helped at a counter. `business` is null when the applicant has none yet.
 */
export async function lookUp(
  context: Pick<Context, "ask" | "actor" | "now">,
  business: string | null,
  of = context.actor.person!,
): Promise<Facts> {
  const { ask, now } = context;
  const person = await ask(personById, { id: of });
  const firm = business ? await ask(businessById, { id: business }) : null;
  const worst =
    firm?.kbli.map(({ risk }) => risk as string).sort((a, b) => ranks.indexOf(b) - ranks.indexOf(a))[0] ?? null;
  const applicant: Record<string, Value> = {
    name: person.name,
    // The register seals it; a copy in the clear would undo that. Enough stays to recognise one's own.
    nik: person.nik && mask(person.nik),
    birthDate: person.birthDate,
    address: addressWords(person.address),
  };
  return {
    applicant,
    business: firm
      ? {
          id: firm.id,
          name: firm.name,
          nib: firm.nib,
          kbli: firm.kbli.map(({ code }) => code),
          activity: firm.kbli.map(({ code, title }) => `${textIn(title, "id")} (KBLI ${code})`).join("; "),
          address: addressWords(firm.address),
          risk: worst,
        }
      : {},
    lookedUp: now.toISOString(),
  };
}

/**
 * The registers once more. A colleague who goes on with a draft of the business has no right to look up the one who
 * began it, and does not become the applicant: then only what the register says of the business is new.
 */
export async function lookUpAgain(context: Context, draft: DraftRow): Promise<Facts> {
  const found = await lookUp(context, draft.business);
  return context.actor.person === draft.person ? found : { ...found, applicant: draft.facts.applicant };
}

/** The businesses that this actor can apply for: the one acted for, or those the register knows as one's own. */
export async function ownBusinesses({ ask, actor }: Context): Promise<{ id: string; name: string }[]> {
  if (actor.hat === "business") return [{ id: actor.business!.id, name: actor.business!.name }];
  return (await ask(businessesOfPerson, { person: actor.person! }))
    .filter((one) => one.status === "active")
    .map(({ id, name }) => ({ id, name }));
}

/** Of a draft or a case it is the facts that are kept with it which are given. */
export { factsOn as given } from "../catalogue/index.ts";

/** An office's agency and code out of "agency/office", refused when the government's files lack it. */
export function officeNamed(context: Pick<Context, "world">, name: string): { agency: string; office: string } {
  const [agency = "", office = ""] = name.split("/");
  if (!officeOf(context.world.government, agency, office))
    refuse("conflict", "cases.refusal.no-office", { office: name });
  return { agency, office };
}
