import { z } from "zod";
import { command, on } from "../../../kernel/index.ts";
import type { AppointmentsTables } from "../tables.ts";

/** Opens a calendar address of one's own, or changes it: the old one is then nobody's. Null closes it. Only the hash is kept. */
export const renewFeed = command({
  name: "appointments.renew-feed",
  internal: true,
  input: z
    .object({
      hash: z
        .string()
        .regex(/^[A-Za-z0-9_-]{43}$/)
        .nullable(),
    })
    .strict(),
  allow: [{ hat: "citizen" }],
  async carryOut({ tx, actor, now }, { hash }) {
    const rows = on<AppointmentsTables>(tx);
    const person = actor.person!;
    if (!hash) await rows.deleteFrom("appointments.feed").where("person", "=", person).execute();
    else {
      const kept = { hash: Buffer.from(hash, "base64url"), made_at: now };
      await rows
        .insertInto("appointments.feed")
        .values({ person, ...kept })
        .onConflict((at) => at.column("person").doUpdateSet(kept))
        .execute();
    }
    return { result: null, about: [person] };
  },
});
