import type { JobHandler } from "../../../kernel/index.ts";
import { pastCases, pastCasesCount } from "../../cases/index.ts";
import { isOnline, type ServiceDefinition, serviceByCode } from "../../catalogue/index.ts";
import { tallyEligible } from "../../registry/index.ts";
import { keepTally } from "../commands/simulation.ts";
import { simulationToRun } from "../queries/simulation.ts";
import { replay } from "../replay.ts";

const batch = 2000;

/**
 * Counts over the whole register who may apply by the draft and by what is published, then puts the cases of the past
 * through the draft, batch by batch. Killed, it goes on after the last batch that was kept.
 */
export const simulateJob: JobHandler = {
  name: "studio.simulate",
  async handle({ act, ask }, { id }) {
    const run = await ask(simulationToRun, { id: String(id) });
    if (!run) return;
    const { service, since, day, tally } = run.row;
    let { after } = run.row;
    const of = { service, since };
    const keep = (to: string | null, total: number, over: boolean, fault: string | null = null) =>
      act(keepTally, { id: run.row.id, from: after, after: to, total, tally, over, fault });
    const total = run.row.total ?? (await ask(pastCasesCount, of));
    if (!run.definition || !isOnline(run.definition)) {
      await keep(after, total, true, "no-run");
      return;
    }
    if (!tally.register) {
      const published = await ask(serviceByCode, { code: service });
      const before = published && eligibilityOf(published);
      tally.register = await ask(tallyEligible, { before, after: eligibilityOf(run.definition), day });
      await keep(after, total, false);
    }
    for (;;) {
      const cases = await ask(pastCases, { ...of, after, limit: batch });
      for (const one of cases) replay(run.definition, one, day, tally);
      const to = cases.at(-1)?.id ?? after;
      const { kept } = await keep(to, total, cases.length < batch);
      if (!kept || cases.length < batch) return;
      after = to;
    }
  },
};

const eligibilityOf = ({ eligibility, audience, decisions, fee }: ServiceDefinition) => ({
  conditions: eligibility.map(({ when }) => when),
  forBusiness: audience.includes("business"),
  decisions,
  fee: fee ? { decision: fee.decision, output: fee.output } : null,
});
