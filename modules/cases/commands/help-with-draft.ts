import { randomInt } from "node:crypto";
import { z } from "zod";
import { dateTime } from "../../../design/words.ts";
import {
  type Context,
  command,
  on,
  type Relation,
  refuse,
  refuseFields,
  relation,
  textIn,
} from "../../../kernel/index.ts";
import { tidyCode } from "../../identity/index.ts";
import { definitionOf, draftHeld, helpAsker, helpHeld, keepFromOwn } from "../case.ts";
import { officeWords, tellOwner } from "../help.ts";
import { draftCoded } from "../queries/resume-code.ts";
import { draftRules } from "../settings.ts";
import type { AssistanceRow, CasesTables } from "../tables.ts";

const helped: Relation<AssistanceRow, unknown> = relation<AssistanceRow>("person who is helped", (actor, row) =>
  actor.hat === "business" ? row.business === actor.business?.id : row.person === actor.person && row.hat === "citizen",
);
const held = ({ tx }: Pick<Context, "tx">, id: string) => helpHeld(tx, id, " for update");
const minutesOn = (now: Date, minutes: number) => new Date(now.getTime() + minutes * 60_000);

/**
 * At a counter: the person says their draft's code, and the officer asks to help with it. The person gets a code of six
 * figures, in their inbox and by mail; saying it is their consent. Before that the officer sees which service it is,
 * and nothing that was answered.
 */
export const askToHelp = command({
  name: "cases.ask-to-help",
  input: z.object({ code: z.string().max(40) }).strict(),
  allow: [{ hat: "officer", roles: ["front-desk"], assurance: 2 }],
  async carryOut(context, { code }) {
    const { world, tx, actor, now, newId, askAsRoom, tell } = context;
    const { code: rules, counter } = draftRules(world);
    await world.patience.knock("counter-code", actor.account!, { times: rules.tries, seconds: 3600 });
    const hash = world.secrets.blindIndex("cases.resume_code.hash", tidyCode(code)).toString("hex");
    const found = await askAsRoom(draftCoded, { hash });
    if (!found) return refuseFields([{ path: "code", messageKey: "cases.fault.code" }]);
    await keepFromOwn(context, found);
    const id = newId();
    const { agency, office } = actor.officer!;
    const said = String(randomInt(1_000_000)).padStart(6, "0");
    const service = await definitionOf(context, found.service, found.version);
    await on<CasesTables>(tx)
      .insertInto("cases.assistance")
      .values({
        id,
        draft: found.draft,
        person: found.person,
        business: found.business,
        hat: found.hat,
        officer: actor.officer!.id,
        officer_name: actor.name ?? "",
        agency,
        office,
        hash: world.secrets.blindIndex("cases.assistance.hash", `${id} ${said}`),
        state: "asked",
        asked_at: now,
        opened_at: null,
        expires_at: minutesOn(now, counter.minutes),
      })
      .execute();
    await tell(sayHelp, { assistance: id, kind: "help-asked", code: said });
    return {
      result: { assistance: id, service: service.title, minutes: counter.minutes },
      subject: found.draft,
      about: [found.person],
    };
  },
});

/** The letter about a help, written as the room: the officer need not see what the owner's account says of their mail. */
export const sayHelp = command({
  name: "cases.say-help",
  internal: true,
  input: z.object({ assistance: z.string(), kind: z.enum(["help-asked", "help-begun"]), code: z.string().default("") }),
  load: (context, { assistance }) => held(context, assistance),
  allow: [{ hat: "system" }],
  async carryOut(context, { kind, code }, row) {
    const { world } = context;
    const draft = await draftHeld(context, row.draft);
    const service = await definitionOf(context, draft!.service, draft!.version);
    await tellOwner(
      context,
      row,
      kind,
      (locale) => ({
        code,
        service: textIn(service.title, locale),
        office: officeWords(context, row, locale),
        until: dateTime(row.expires_at, locale, world.calendar.timeZone),
      }),
      `/ajukan/${row.draft}/kode`,
    );
    return { result: null, subject: row.draft };
  },
});

/** With the person's code the draft opens to this officer for the counter's minutes; the person is told. */
export const openDraftFor = command({
  name: "cases.open-draft-for",
  input: z.object({ assistance: z.string(), code: z.string().max(20) }).strict(),
  load: (context, { assistance }) => held(context, assistance),
  allow: [{ hat: "officer", roles: ["front-desk"], relation: helpAsker, assurance: 2 }],
  async carryOut(context, { code }, row) {
    const { world, tx, now, tell } = context;
    const { counter } = draftRules(world);
    if (row.state === "over") refuse("conflict", "cases.refusal.help-over");
    if (row.state === "open") return { result: { draft: row.draft, until: row.expires_at }, subject: row.draft };
    await world.patience.knock("help-code", row.id, { times: counter.tries, seconds: counter.minutes * 60 });
    const said = world.secrets.blindIndex("cases.assistance.hash", `${row.id} ${code.replace(/\D/g, "")}`);
    if (row.expires_at <= now || !row.hash?.equals(said))
      refuseFields([{ path: "code", messageKey: "cases.fault.help-code" }]);
    const until = minutesOn(now, counter.work);
    await on<CasesTables>(tx)
      .updateTable("cases.assistance")
      .set({ state: "open", hash: null, opened_at: now, expires_at: until })
      .where("id", "=", row.id)
      .execute();
    await on<CasesTables>(tx).updateTable("cases.draft").set({ assisted: true }).where("id", "=", row.draft).execute();
    await tell(sayHelp, { assistance: row.id, kind: "help-begun" });
    return { result: { draft: row.draft, until }, subject: row.draft, about: [row.person] };
  },
});

/** The help is over: said by the officer, or by the person, who may do so at any moment. */
export const endHelp = command({
  name: "cases.end-help",
  input: z.object({ assistance: z.string() }).strict(),
  load: (context, { assistance }) => held(context, assistance),
  allow: [
    { hat: "officer", roles: ["front-desk"], relation: helpAsker },
    { hat: "citizen", relation: helped },
    { hat: "business", relation: helped },
  ],
  async carryOut({ tx }, _input, row) {
    await on<CasesTables>(tx)
      .updateTable("cases.assistance")
      .set({ state: "over", hash: null })
      .where("id", "=", row.id)
      .execute();
    return { result: null, subject: row.draft, about: [row.person] };
  },
});
