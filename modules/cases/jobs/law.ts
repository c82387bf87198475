import { type JobHandler, type Listener, type Manifest, pause, Refusal, type World } from "../../../kernel/index.ts";
import { deemObjection } from "../commands/answer-objection.ts";
import { ringLawClock, startLawClock } from "../commands/deem.ts";
import { recordMinutes } from "../commands/hearings.ts";
import { recordDecision, recordLetter } from "../commands/record-decision.ts";
import { ringAwaited } from "../commands/ring-awaited.ts";
import { issueLetter, issueMinutes } from "../letter.ts";
import { ringing } from "../queries/law-clocks.ts";
import { workContext } from "../work.ts";

export const onHandedIn: Listener = {
  fact: "cases.submitted",
  name: "cases.start-law-clock",
  handle: async ({ act }, fact) => void (await act(startLawClock, { case: fact.subject }, { key: `${fact.id}:law` })),
};

/** Each decision becomes a row, whoever made it. */
const decides = (fact: string): Listener => ({
  fact,
  name: `cases.record-decision-${fact.slice(fact.indexOf(".") + 1)}`,
  handle: async ({ act }, { id, subject }) =>
    void (await act(recordDecision, { case: subject }, { key: `${id}:decision` })),
});
export const onApproved = decides("cases.approved");
export const onRefused = decides("cases.refused");

export const letterWork: JobHandler = {
  name: "cases.issue-letter",
  async handle(context, payload) {
    const [id, decision] = [String(payload.case), String(payload.decision)];
    const issued = await issueLetter(context, id, decision);
    if (issued) await context.act(recordLetter, { case: id, decision, ...issued }, { key: `letter:${decision}` });
  },
};

export const minutesWork: JobHandler = {
  name: "cases.issue-minutes",
  async handle(context, payload) {
    const hearing = String(payload.hearing);
    const issued = await issueMinutes(context, String(payload.case), hearing);
    if (issued) await context.act(recordMinutes, { hearing, document: issued.document });
  },
};

/** Does all that the law's clocks have come to; says whether there was more than one look could see. */
export async function ringAll(world: World): Promise<boolean> {
  const { act, ask } = workContext(world);
  const limit = 500;
  const { cases, objections, awaited } = await ask(ringing, { limit });
  let failed = 0;
  const tried = async (id: string, work: Promise<unknown>) =>
    work.catch((error) => {
      // One case that cannot go on must not keep the law from the others; it is tried again.
      if (!(error instanceof Refusal)) world.log.error({ err: error, subject: id }, "law clock: will try again");
      failed += 1;
    });
  for (const id of cases) await tried(id, act(ringLawClock, { case: id }));
  for (const id of objections) await tried(id, act(deemObjection, { objection: id }));
  for (const id of awaited) await tried(id, act(ringAwaited, { awaited: id }));
  return failed === 0 && [cases, objections, awaited].some(({ length }) => length === limit);
}

/** Watches the clocks of deemed decisions and of objections: one index each, however many wait. */
export const lawMinder: NonNullable<Manifest["minders"]>[number] = {
  name: "cases.law-clocks",
  async run(world, stop) {
    while (!stop.aborted) if (!(await ringAll(world))) await pause(5000, stop);
  },
};
