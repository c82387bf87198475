import { type Manifest, pause, Refusal, type World } from "../../../kernel/index.ts";
import { fireTimer, fireTimers, putOffTimer } from "../commands/fire-timer.ts";
import { dueTimers } from "../queries/due-timers.ts";
import { workContext } from "../work.ts";

interface Timer {
  case: string;
  token: number;
  target: string;
}
const atOnce = 1000;
const batch = 100;

/** Watches the one index of timers; all that is due is handled at once, then it looks again after some seconds. */
export const timerMinder: NonNullable<Manifest["minders"]>[number] = {
  name: "cases.timers",
  async run(world, stop) {
    const { ask } = workContext(world);
    while (!stop.aborted) {
      const due = await ask(dueTimers, { limit: atOnce });
      // Of two timers of one case the second may be over when the first has rung: it waits for the next round.
      const firsts = new Map<string, Timer>();
      for (const { case_id, token, target } of due)
        if (!firsts.has(case_id)) firsts.set(case_id, { case: case_id, token, target });
      const timers = [...firsts.values()];
      const batches = Array.from({ length: Math.ceil(timers.length / batch) }, (_, i) =>
        timers.slice(i * batch, (i + 1) * batch),
      );
      let fired = 0;
      await Promise.all(
        [0, 1, 2].map(async () => {
          for (let some = batches.pop(); some && !stop.aborted; some = batches.pop()) fired += await ring(world, some);
        }),
      );
      if (fired === 0 || (due.length < atOnce && firsts.size === due.length)) await pause(5000, stop);
    }
  },
};

/** Gives how many rang. One case that cannot go on must not keep the others' clocks from ringing. */
async function ring(world: World, timers: readonly Timer[]): Promise<number> {
  const { act } = workContext(world);
  try {
    return (await act(fireTimers, { timers: [...timers] })).fired;
  } catch {
    let fired = 0;
    for (const timer of timers)
      try {
        if ((await act(fireTimer, timer)).fired) fired += 1;
      } catch (error) {
        if (!(error instanceof Refusal)) world.log.error({ err: error, case: timer.case }, "timer: will try again");
        await act(putOffTimer, timer).catch(() => {});
      }
    return fired;
  }
}
