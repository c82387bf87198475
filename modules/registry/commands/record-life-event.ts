import { z } from "zod";
import { command, refuse, refuseFields } from "../../../kernel/index.ts";
import { lifeEvents } from "../events/index.ts";

const place = "registry.life_event.more";

/**
 * Something happened in somebody's life: all records that it changes are changed together or not at all, others are told,
 * and everybody concerned sees it among what was done with their record. Only other rooms say so, on an act of theirs.
 */
export const recordLifeEvent = command({
  name: "registry.record-life-event",
  internal: true,
  input: z
    .object({
      event: z.string().refine((word) => Object.hasOwn(lifeEvents, word)),
      /** What the event needs to know; each has its own. */
      details: z.record(z.string(), z.unknown()),
      /** The number of the application or act that brought it. */
      source: z.string().min(1).max(120),
      reason: z.string().min(1).max(300),
    })
    .strict(),
  allow: [{ hat: "system" }],
  async carryOut(context, { event, details, source, reason }) {
    const { world, tx, now, newId } = context;
    const { input, happen } = lifeEvents[event]!;
    const read = input.safeParse(details);
    if (!read.success)
      refuseFields(
        read.error.issues.map(({ path, message }) => ({
          path: path.join("."),
          messageKey: message.startsWith("registry.") ? message : "kernel.fault.format",
        })),
      );
    const { on, people, facts, more } = await happen({ world, tx, now, newId, reason }, read.data);
    const [first] = people;
    if (!first) refuse("conflict", "registry.refusal.unknown-person");
    const id = newId();
    await tx.query(
      `insert into registry.life_event (id, kind, happened_on, people, more, source, recorded_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        id,
        event,
        on,
        people,
        more ? await world.secrets.seal(tx, first, place, JSON.stringify(more)) : null,
        source,
        now,
      ],
    );
    return { result: { event: id, people }, subject: id, facts, about: people };
  },
});
