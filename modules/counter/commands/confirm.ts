import { randomInt } from "node:crypto";
import { z } from "zod";
import { command, isId, refuse } from "../../../kernel/index.ts";
import { takenFile } from "../../cases/index.ts";
import { contactOf } from "../../identity/index.ts";
import { assistanceRules } from "../settings.ts";
import { tellPerson } from "../told.ts";
import { helper, stillOpened, visitHeld } from "../visit.ts";

const byTheOneAsked = [
  { hat: "officer", roles: ["front-desk"], relation: helper, assurance: 2, purpose: "counter" },
] as const;

/** Sends the person a code that only they can read out: their inbox and their mail. A new one ends the one before. */
export const sendCode = command({
  name: "counter.send-code",
  input: z.object({ visit: z.string() }).strict(),
  load: ({ tx }, { visit }) => visitHeld(tx, visit, true),
  allow: byTheOneAsked,
  async carryOut({ tell, askAsRoom, world, actor }, _input, visit) {
    stillOpened(visit);
    if (visit.means) refuse("conflict", "counter.refusal.confirmed");
    await world.patience.knock("counter-send-code", actor.account!, { times: 30, seconds: 3600 });
    if (!(await askAsRoom(contactOf, { person: visit.person }))) refuse("conflict", "counter.refusal.no-account");
    await tell(writeCode, { visit: visit.id });
    return { result: null, subject: visit.id, about: [visit.person] };
  },
});

/** As the room: the officer never holds the code, not even in the answer of an act. */
export const writeCode = command({
  name: "counter.write-code",
  internal: true,
  input: z.object({ visit: z.string().refine(isId) }).strict(),
  load: ({ tx }, { visit }) => visitHeld(tx, visit, true),
  allow: [{ hat: "system" }],
  async carryOut(context, _input, visit) {
    const { world, tx, now } = context;
    const code = String(randomInt(1_000_000)).padStart(6, "0");
    await tx.query("update counter.visit set code_hash = $2, code_until = $3, tries = 0 where id = $1", [
      visit.id,
      world.secrets.blindIndex("counter.visit.code_hash", `${visit.id} ${code}`),
      new Date(now.getTime() + assistanceRules(world).code.minutes * 60_000),
    ]);
    await tellPerson(context, visit, "code", code);
    return { result: null, subject: visit.id };
  },
});

/** The person reads their code out: that is their yes to this officer, for this service. */
export const confirmByCode = command({
  name: "counter.confirm-by-code",
  input: z.object({ visit: z.string(), code: z.string().max(20) }).strict(),
  load: ({ tx }, { visit }) => visitHeld(tx, visit, true),
  allow: byTheOneAsked,
  async carryOut(context, { code }, visit) {
    const { world, tx, now } = context;
    stillOpened(visit);
    const said = (confirmed: boolean, fault: string | null = null) => ({
      result: { confirmed, fault },
      subject: visit.id,
      about: [visit.person],
    });
    if (visit.means) return said(true);
    const { tries } = assistanceRules(world).code;
    if (!visit.code_hash || visit.tries >= tries || visit.code_until! <= now)
      return said(false, "counter.fault.code-over");
    const hash = world.secrets.blindIndex("counter.visit.code_hash", `${visit.id} ${code.replace(/\D/g, "")}`);
    if (!visit.code_hash.equals(hash)) {
      // Kept, so that it is no refusal: a try that was undone would not be counted.
      await tx.query("update counter.visit set tries = tries + 1 where id = $1", [visit.id]);
      return said(false, "counter.fault.code");
    }
    await tx.query(
      "update counter.visit set state = 'confirmed', means = 'code', code_hash = null, confirmed_at = $2 where id = $1",
      [visit.id, now],
    );
    await context.tell(sayConfirmed, { visit: visit.id });
    return said(true);
  },
});

const paper = takenFile.omit({ id: true });

/** Who has no phone and no mail signs a paper; its photo is kept with the visit, for the person and for auditors. */
export const confirmByPaper = command({
  name: "counter.confirm-by-paper",
  internal: true,
  input: z.object({ visit: z.string(), paper }).strict(),
  load: ({ tx }, { visit }) => visitHeld(tx, visit, true),
  allow: byTheOneAsked,
  async carryOut({ tx, now, tell }, { visit: id, paper }, visit) {
    stillOpened(visit);
    if (visit.means) refuse("conflict", "counter.refusal.confirmed");
    await tx.query(
      "update counter.visit set state = 'confirmed', means = 'paper', paper = $2, code_hash = null, confirmed_at = $3 where id = $1",
      [id, JSON.stringify(paper), now],
    );
    await tell(sayConfirmed, { visit: id });
    return { result: null, subject: id, about: [visit.person], note: { sha256: paper.sha256 } };
  },
});

/** The letter about it, written as the room: the officer need not see where the person gets mail. */
export const sayConfirmed = command({
  name: "counter.say-confirmed",
  internal: true,
  input: z.object({ visit: z.string().refine(isId) }).strict(),
  load: ({ tx }, { visit }) => visitHeld(tx, visit),
  allow: [{ hat: "system" }],
  async carryOut(context, _input, visit) {
    await tellPerson(context, visit, "confirmed");
    return { result: null, subject: visit.id };
  },
});
