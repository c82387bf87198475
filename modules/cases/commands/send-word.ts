import { z } from "zod";
import { command } from "../../../kernel/index.ts";
import { hearing } from "../../process/index.ts";
import type { OpenService } from "../called.ts";
import { caseLocked, definitionOf } from "../case.ts";
import { doDeeds } from "../deeds.ts";
import { move, writeMove } from "../host.ts";
import type { CaseRow } from "../tables.ts";

const name = z.string().max(60);
const Word = z.union([
  z.object({ message: name }).strict(),
  z.object({ signal: name }).strict(),
  z.object({ error: name, step: z.string().max(130) }).strict(),
]);

/**
 * Another room has something to say to a case: the message that it waits for, a signal that it may listen to, or the
 * error that what it waits for at a step cannot be had. What nobody there waits for changes nothing, so that it can be
 * said twice.
 */
export const sendWord = command({
  name: "cases.send-word",
  internal: true,
  input: z.object({ case: z.string(), word: Word }),
  load: ({ tx }, { case: id }) => caseLocked(tx, id),
  allow: [{ hat: "system" }],
  async carryOut(context, { word }, before) {
    const service = await definitionOf(context, before.service, before.version);
    const event = eventOf(service, before, word);
    if (!event) return { result: { moved: false }, subject: before.id };
    const moved = move(context, service, before, event);
    const acts = await doDeeds(context, service, moved);
    writeMove(context, before, moved, acts);
    return {
      result: { moved: true },
      facts: [{ name: "cases.word-heard", subject: before.id, body: word }, ...moved.facts],
      jobs: moved.jobs,
    };
  },
});

/** As the engine takes it; null when nobody there waits for it. */
function eventOf({ process, called }: OpenService, row: CaseRow, word: z.output<typeof Word>) {
  if (row.closed_at) return null;
  if ("error" in word) {
    const token = row.process.tokens.find(({ at }) => at === word.step)?.id;
    return token === undefined ? null : { type: "error" as const, token, code: word.error };
  }
  if (!hearing.listens(process, called, row.process, word)) return null;
  return "message" in word
    ? { type: "message" as const, name: word.message }
    : { type: "signal" as const, name: word.signal };
}
