import { z } from "zod";
import { isId, on, query, type Text } from "../../../kernel/index.ts";
import { applicant, definitionOf, draftHeld } from "../case.ts";
import { cosignersOf, cosignHeld, cosignsOf, shownTo, signer } from "../cosign.ts";
import { given } from "../facts.ts";
import type { CasesTables } from "../tables.ts";

/** What I am asked to agree to: only what concerns me, and whose application it is. */
export const cosignById = query({
  name: "cases.cosign",
  input: z.object({ id: z.string() }).strict(),
  load: (context, { id }) => (isId(id) ? cosignHeld(context, id) : Promise.resolve(null)),
  allow: [{ hat: "citizen", relation: signer, purpose: "cosign" }],
  async answer({ askAsRoom, now }, { id }, row) {
    const shown = row.state === "asked" ? await askAsRoom(cosignShown, { id }) : null;
    return {
      id: row.id,
      state: row.state === "asked" && row.lapses_at <= now ? "lapsed" : row.state,
      shown,
      until: row.lapses_at,
    };
  },
  personal: { about: (answer, row) => (answer.shown ? [row.person] : []), fields: ["name", "answers"] },
});

/** The same, cut out of the draft by the room: the signer has no right to the rest of it. */
export const cosignShown = query({
  name: "cases.cosign-shown",
  internal: true,
  input: z.object({ id: z.string() }).strict(),
  load: (context, { id }) => cosignHeld(context, id),
  allow: [{ hat: "system", purpose: "cosign" }],
  async answer(context, _input, row) {
    const draft = (await draftHeld(context, row.draft))!;
    const service = await definitionOf(context, draft.service, draft.version);
    const one = service.form.cosign!.find(({ id }) => id === row.role)!;
    const { rows, applicant: name } = shownTo(one, service, draft);
    return { rows, applicant: name, service: service.title, role: one.title, text: one.text, law: one.law };
  },
});

/** What waits for my word. */
export const myCosigns = query({
  name: "cases.cosigns",
  input: z.object({}).strict(),
  allow: [{ hat: "citizen", purpose: "own-data" }],
  answer: ({ tx, actor, now }) =>
    on<CasesTables>(tx)
      .selectFrom("cases.cosign")
      .select(["id", "lapses_at"])
      .where("signer", "=", actor.person!)
      .where("state", "=", "asked")
      .where("lapses_at", ">", now)
      .orderBy("id", "desc")
      .limit(20)
      .execute(),
});

/** For the applicant: who must agree to my application, and what each has said. Not who they are: that the applicant wrote. */
export const cosignStates = query({
  name: "cases.cosign-states",
  input: z.object({ draft: z.string() }).strict(),
  load: (context, { draft }) => draftHeld(context, draft),
  allow: [
    { hat: "citizen", relation: applicant, purpose: "own-data" },
    { hat: "business", relation: applicant, purpose: "own-data" },
  ],
  async answer(context, _input, draft) {
    const service = await definitionOf(context, draft.service, draft.version);
    const rows = await cosignsOf(context.tx, draft.id);
    const scope = given(draft.facts, context.world.calendar.today(context.now), service);
    return cosignersOf(service, draft.answers, scope).map((one) => {
      const { content } = shownTo(one, service, draft);
      const row = rows.find(
        ({ role, state, content: said }) => role === one.id && (state !== "agreed" || said === content),
      );
      return {
        role: one.title as Text,
        question: one.who.question,
        state: row?.state ?? ("none" as const),
        reason: row?.reason ?? null,
        at: row?.answered_at ?? row?.asked_at ?? null,
        until: row?.lapses_at ?? null,
      };
    });
  },
});
