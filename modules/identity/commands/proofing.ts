import { z } from "zod";
import { command, isId, isLocale, on, refuse } from "../../../kernel/index.ts";
import { personByNik } from "../../registry/index.ts";
import { writeTo } from "../letter.ts";
import { tellOwner } from "../notice.ts";
import { accountOfPerson } from "../queries/house.ts";
import { proofingByCode } from "../queries/proofing.ts";
import type { IdentityTables } from "../tables.ts";
import { hashText, readableCode, tidyCode } from "../token.ts";
import { openPending } from "./pending.ts";

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
 * A front-desk officer has seen the person and their papers: the account may open, or, where its owner has lost every
 * way in, open anew. The person gets a code by mail as everybody does; the officer never sees a password.
 */
export const settleProofing = command({
  name: "identity.settle-proofing",
  input: z
    .object({ code: z.string().trim().max(20), nik: z.string().trim().max(40), verdict: z.enum(["seen", "refused"]) })
    .strict(),
  allow: [{ hat: "officer", roles: ["front-desk"], purpose: "identity-check" }],
  async carryOut(context, { code, nik, verdict }) {
    const { world, actor, askAsRoom, tell } = context;
    await world.patience.knock("proofing", actor.account!, { times: 60, seconds: 3600 });
    const proofing = await askAsRoom(proofingByCode, { code: tidyCode(code) });
    if (!proofing) refuse("not-found", "identity.refusal.no-proofing");
    await tell(closeProofing, { id: proofing.id, verdict, officer: actor.officer!.id });
    if (verdict === "refused") return { result: { opened: false }, subject: proofing.id };
    const person = await askAsRoom(personByNik, { nik });
    if (!person?.nik || person.diedOn) refuse("not-found", "identity.refusal.no-person");
    // Nobody proves themselves, whatever hat they wear.
    if (person.id === actor.person) refuse("not-allowed", "identity.refusal.own-proofing");
    const account = await askAsRoom(accountOfPerson, { person: person.id });
    const { email, locale } = proofing.content;
    const word = readableCode(3);
    await tell(openPending, {
      hash: hashText(word),
      kind: account ? "restore" : "sign-up",
      account: account?.id ?? null,
      content: { person: person.id, name: person.name, nik: person.nik, email, locale, by: actor.account! },
      minutes: 1440,
    });
    await writeTo(context, { email, locale, kind: account ? "restore" : "proved", values: { code: word } });
    // Who still holds the account hears of it at once, in case it is not they who stand there.
    if (account) await tellOwner(context, account.id, "counter-proof");
    return { result: { opened: true }, subject: proofing.id, about: [person.id] };
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
