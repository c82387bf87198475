import { type JobHandler, Refusal } from "../../../kernel/index.ts";
import { hearSignal, settleSignal } from "../commands/signals.ts";
import { signalToDo } from "../queries/signals.ts";

/** So many hear it between two looks at whether to stop. */
const batch = 50;

/** Carries a signal to its cases one by one until all have heard it or it is stopped; begun again, it goes on where it was. */
export const signalJob: JobHandler = {
  name: "cases.carry-signal",
  async handle({ world, act, ask }, payload) {
    const signal = String(payload.signal);
    for (;;) {
      const { running, cases } = await ask(signalToDo, { id: signal, limit: batch });
      if (!running) return;
      const failed: string[] = [];
      for (const one of cases)
        try {
          await act(hearSignal, { signal, case: one });
        } catch (error) {
          if (error instanceof Refusal && error.code === "unavailable") throw error;
          // One case that cannot go on must not keep the word from the others.
          if (!(error instanceof Refusal)) world.log.error({ err: error, case: one }, "signal: case cannot hear it");
          failed.push(one);
        }
      if ((await act(settleSignal, { signal, failed })).over) return;
    }
  },
};
