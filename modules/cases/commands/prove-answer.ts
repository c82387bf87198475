import { randomInt } from "node:crypto";
import { z } from "zod";
import { command, isLocale, locales, on, refuse, refuseFields } from "../../../kernel/index.ts";
import { sendMessage } from "../../messages/index.ts";
import { definitionOf, draftLocked, fillsIn, stillOpen } from "../case.ts";
import { given } from "../facts.ts";
import { toProve, valueWord } from "../proof.ts";
import { draftRules } from "../settings.ts";
import type { CasesTables } from "../tables.ts";

const codeWord = "cases.proof.code";

/**
 * Sends six figures to the number or address that was answered. A new code ends the one before. Refuses as "unavailable"
 * when nothing here carries such messages: an answer that must be proved is not taken on trust instead.
 */
export const sendProofCode = command({
  name: "cases.send-proof-code",
  input: z
    .object({ draft: z.string(), field: z.string().max(60), locale: z.string().refine(isLocale).default("id") })
    .strict(),
  load: (context, { draft }) => draftLocked(context, draft),
  allow: fillsIn,
  async carryOut(context, { field: id, locale }, draft) {
    const { world, tx, actor, now, newId, tell } = context;
    stillOpen(draft);
    const service = await definitionOf(context, draft.service, draft.version);
    const wanted = await toProve(context, service, draft, given(draft.facts, world.calendar.today(now), service));
    const one = wanted.find(({ field }) => field.id === id);
    if (!one) return refuse("not-found", "kernel.refusal.not-found");
    if (one.at) return { result: { sent: false }, subject: draft.id };
    const rules = draftRules(world).proof;
    const address = String(draft.answers[id]);
    // By who asks and by where it goes: nobody's telephone is made to ring by many accounts.
    await world.patience.knock("proof-code", actor.account!, { times: rules.sends, seconds: 3600 });
    await world.patience.knock("proof-address", address, { times: rules.sends, seconds: 86_400 });
    const code = String(randomInt(1_000_000)).padStart(6, "0");
    const words = (part: "title" | "body") =>
      Object.fromEntries(
        locales.map((said) => [
          said,
          world.words.say(said)(`cases.letter.proof.${part}`, { code, minutes: rules.minutes }),
        ]),
      ) as { id: string; en: string };
    const { queued } = await tell(sendMessage, {
      // In nobody's inbox: only who has the number or the address reads it.
      toPerson: newId(),
      ...(one.field.type === "email" ? { email: address } : { phone: address }),
      locale,
      kind: "proof-code",
      title: words("title"),
      body: words("body"),
    });
    if (!queued) refuse("unavailable", "cases.refusal.no-carrier");
    const kept = {
      value: valueWord(world, draft.id, id, address),
      code: world.secrets.blindIndex(codeWord, `${draft.id} ${id} ${code}`),
      expires_at: new Date(now.getTime() + rules.minutes * 60_000),
      proved_at: null,
    };
    const { person, business, hat } = draft;
    await on<CasesTables>(tx)
      .insertInto("cases.proof")
      .values({ draft: draft.id, field: id, person, business, hat, ...kept })
      .onConflict((there) => there.columns(["draft", "field"]).doUpdateSet(kept))
      .execute();
    return { result: { sent: true }, subject: draft.id };
  },
});

/** The code came back: the answer is proved, as long as it stays what it is. */
export const proveAnswer = command({
  name: "cases.prove-answer",
  input: z.object({ draft: z.string(), field: z.string().max(60), code: z.string().max(20) }).strict(),
  load: (context, { draft }) => draftLocked(context, draft),
  allow: fillsIn,
  async carryOut({ world, tx, now }, { field, code }, draft) {
    stillOpen(draft);
    const rules = draftRules(world).proof;
    await world.patience.knock("proof-try", `${draft.id} ${field}`, {
      times: rules.tries,
      seconds: rules.minutes * 60,
    });
    const rows = on<CasesTables>(tx);
    const row = await rows
      .selectFrom("cases.proof")
      .selectAll()
      .where("draft", "=", draft.id)
      .where("field", "=", field)
      .executeTakeFirst();
    const said = world.secrets.blindIndex(codeWord, `${draft.id} ${field} ${code.replace(/\D/g, "")}`);
    const fits =
      row?.code?.equals(said) &&
      row.expires_at > now &&
      // The code went to another number than the one that stands there now.
      row.value.equals(valueWord(world, draft.id, field, draft.answers[field]));
    if (!fits) refuseFields([{ path: "code", messageKey: "cases.fault.help-code" }]);
    await rows
      .updateTable("cases.proof")
      .set({ proved_at: now, code: null })
      .where("draft", "=", draft.id)
      .where("field", "=", field)
      .execute();
    return { result: null, subject: draft.id };
  },
});
