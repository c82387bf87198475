import { z } from "zod";
import { command, isId, isLocale, on, refuse } from "../../../kernel/index.ts";
import { sendMessage } from "../../messages/index.ts";
import { personByNik } from "../../registry/index.ts";
import { accountOfPerson } from "../queries/house.ts";
import { proofingByCode } from "../queries/proofing.ts";
import type { IdentityTables } from "../tables.ts";
import { hashText, readableCode } from "../token.ts";
import { openPending } from "./house.ts";

const content = z.object({
  nik: z.string(),
  name: z.string(),
  birthDate: z.string(),
  email: z.string(),
  locale: z.string().refine(isLocale),
});

/** Where the register's data did not fit: a code to bring to the counter, with one's papers. */
export const openProofing = command({
  name: "identity.open-proofing",
  internal: true,
  input: z.object({ content }),
  allow: [{ hat: "system" }],
  async carryOut({ world, tx, now, newId }, { content: given }) {
    const id = newId();
    const code = readableCode(2);
    await on<IdentityTables>(tx)
      .insertInto("identity.proofing")
      .values({
        id,
        code,
        sealed: await world.secrets.seal(tx, id, "identity.proofing.sealed", JSON.stringify(given)),
        state: "waiting",
        created_at: now,
        settled_by: null,
        settled_at: null,
      })
      .execute();
    return { result: { code }, subject: id };
  },
});

/**
 * A front-desk officer has seen the person and their papers: the account may open. The person gets
 * the same confirmation mail as everybody; the officer never sees a password.
 */
export const settleProofing = command({
  name: "identity.settle-proofing",
  input: z
    .object({ code: z.string().trim().max(20), nik: z.string().trim().max(20), verdict: z.enum(["seen", "refused"]) })
    .strict(),
  allow: [{ hat: "officer", roles: ["front-desk"], purpose: "identity-check" }],
  async carryOut({ world, actor, askAsRoom, tell, now }, { code, nik, verdict }) {
    await world.patience.knock("proofing", actor.account!, { times: 60, seconds: 3600 });
    const proofing = await askAsRoom(proofingByCode, { code: code.toUpperCase() });
    if (!proofing) refuse("not-found", "identity.refusal.no-proofing");
    await tell(closeProofing, { id: proofing.id, verdict, officer: actor.officer!.id });
    if (verdict === "refused") return { result: { opened: false }, subject: proofing.id };
    const person = await askAsRoom(personByNik, { nik });
    if (!person) refuse("not-found", "identity.refusal.no-person");
    if (await askAsRoom(accountOfPerson, { person: person.id })) refuse("conflict", "identity.refusal.has-account");
    const word = readableCode(3);
    const { email, locale } = proofing.content;
    await tell(openPending, {
      hash: hashText(word),
      kind: "sign-up",
      account: null,
      content: { person: person.id, name: person.name, nik, email, locale },
      minutes: 1440,
    });
    const say = (l: "id" | "en", part: string) => world.words.say(l)(`identity.mail.confirm.${part}`, { code: word });
    await tell(sendMessage, {
      toPerson: person.id,
      email,
      locale,
      kind: "confirm",
      title: { id: say("id", "title"), en: say("en", "title") },
      body: { id: say("id", "body"), en: say("en", "body") },
    });
    return { result: { opened: true }, subject: proofing.id, about: [person.id], note: { at: now.toISOString() } };
  },
});

const closeProofing = command({
  name: "identity.close-proofing",
  internal: true,
  input: z.object({ id: z.string().refine(isId), verdict: z.enum(["seen", "refused"]), officer: z.string() }),
  allow: [{ hat: "system" }],
  async carryOut({ world, tx, now }, { id, verdict, officer }) {
    await on<IdentityTables>(tx)
      .updateTable("identity.proofing")
      .set({ state: verdict === "seen" ? "done" : "refused", settled_by: officer, settled_at: now })
      .where("id", "=", id)
      .execute();
    await world.secrets.shred(tx, id);
    return { result: null, subject: id };
  },
});
