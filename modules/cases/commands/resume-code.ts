import { z } from "zod";
import { longDate } from "../../../design/words.ts";
import { command, on, refuse, refuseFields, textIn } from "../../../kernel/index.ts";
import { hats, readableCode, tidyCode } from "../../identity/index.ts";
import { applicant, definitionOf, draftHeld, stillOpen } from "../case.ts";
import { tellOwner } from "../help.ts";
import { draftCoded, resumeCode } from "../queries/resume-code.ts";
import { draftRules } from "../settings.ts";
import type { CasesTables } from "../tables.ts";

const own = [
  { hat: "citizen", relation: applicant, assurance: 2 },
  { hat: "business", relation: applicant, assurance: 2 },
] as const;
const place = "cases.resume_code.hash";

/** A code for a draft, short enough to say on the telephone; a new one takes the place of the one before. */
export const makeResumeCode = command({
  name: "cases.make-resume-code",
  input: z.object({ draft: z.string() }).strict(),
  load: (context, { draft }) => draftHeld(context, draft),
  allow: own,
  async carryOut({ world, tx, now }, _input, draft) {
    stillOpen(draft);
    const code = readableCode(2);
    const kept = {
      hash: world.secrets.blindIndex(place, code),
      sealed: await world.secrets.seal(tx, draft.id, "cases.resume_code.sealed", code),
      expires_at: new Date(now.getTime() + draftRules(world).code.days * 86_400_000),
    };
    const { id, person, business, hat } = draft;
    await on<CasesTables>(tx)
      .insertInto("cases.resume_code")
      .values({ draft: id, person, business, hat, ...kept })
      .onConflict((there) => there.column("draft").doUpdateSet(kept))
      .execute();
    return { result: null, subject: id };
  },
});

/** Sends the code to its owner's inbox and mail. */
export const mailResumeCode = command({
  name: "cases.mail-resume-code",
  input: z.object({ draft: z.string() }).strict(),
  load: (context, { draft }) => draftHeld(context, draft),
  allow: own,
  async carryOut(context, _input, draft) {
    const { world, ask, actor } = context;
    await world.patience.knock("mail-resume-code", actor.account!, { times: 5, seconds: 3600 });
    const kept = await ask(resumeCode, { draft: draft.id });
    if (!kept) refuse("conflict", "cases.refusal.no-code");
    const service = await definitionOf(context, draft.service, draft.version);
    await tellOwner(
      context,
      draft,
      "resume-code",
      (locale) => ({
        code: kept.code,
        service: textIn(service.title, locale),
        day: longDate(kept.until, locale, world.calendar.timeZone),
      }),
      "/lanjut",
    );
    return { result: null, subject: draft.id };
  },
});

/**
 * Finds a draft by its code, for whoever is signed in and owns it: the code alone opens nothing. A wrong code, an old one
 * and somebody else's are told apart by nobody. `as` says for whom the person must act first, when it is not as now.
 */
export const resumeDraft = command({
  name: "cases.resume-draft",
  internal: true,
  input: z.object({ code: z.string().max(40) }).strict(),
  allow: [
    { hat: "citizen", assurance: 2 },
    { hat: "business", assurance: 2 },
  ],
  async carryOut({ world, actor, ask, askAsRoom }, { code }) {
    const { tries } = draftRules(world).code;
    await world.patience.knock("resume-code", actor.account!, { times: tries, seconds: 3600 });
    const found = await askAsRoom(draftCoded, {
      hash: world.secrets.blindIndex(place, tidyCode(code)).toString("hex"),
    });
    const wrong = (): never => refuseFields([{ path: "code", messageKey: "cases.fault.code" }]);
    if (!found) return wrong();
    const result = (as: { business: string | null } | null) => ({
      result: { draft: found.draft, as },
      subject: found.draft,
    });
    if (found.hat === "citizen") {
      if (found.person !== actor.person) return wrong();
      return result(actor.hat === "citizen" ? null : { business: null });
    }
    if (actor.hat === "business" && actor.business?.id === found.business && actor.business.scopes.includes("apply"))
      return result(null);
    const { mandates } = await ask(hats, {});
    const mandate = mandates.find((one) => one.business === found.business && one.scopes.includes("apply"));
    return mandate ? result({ business: mandate.business_name }) : wrong();
  },
});
