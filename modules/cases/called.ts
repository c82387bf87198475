import type { Context } from "../../kernel/index.ts";
import { type OnlineService, serviceByCode } from "../catalogue/index.ts";
import type { Called, ProcessGraph } from "../process/index.ts";

/** A service with all processes that its own one calls, in the versions that its file names. */
export type OpenService = OnlineService & { called: Called };

/** Published versions never change, so what is called is the same for ever; those that they call are brought along. */
export async function calledBy({ ask }: Pick<Context, "ask">, process: ProcessGraph): Promise<Called> {
  const called: Record<string, ProcessGraph> = {};
  const todo = [process];
  for (let graph = todo.pop(); graph; graph = todo.pop())
    for (const step of Object.values(graph.steps)) {
      if (!("call" in step)) continue;
      const key = `${step.call}@${step.version}`;
      if (Object.hasOwn(called, key)) continue;
      const other = (await ask(serviceByCode, { code: step.call, version: step.version }))?.process;
      if (!other) throw new Error(`the process ${key} is called, but is not published`);
      called[key] = other;
      todo.push(other);
    }
  return called;
}
