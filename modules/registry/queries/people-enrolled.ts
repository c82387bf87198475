import { z } from "zod";
import { query } from "../../../kernel/index.ts";

/** How many people have come from a source, counted in order without a gap. */
export const peopleEnrolled = query({
  name: "registry.people-enrolled",
  internal: true,
  input: z.object({ source: z.string().max(40) }).strict(),
  allow: [{ hat: "system" }],
  async answer({ tx }, { source }) {
    const [row] = await tx.query<{ enrolled: number }>(
      "select coalesce(max(last), 0)::int as enrolled from registry.enrolment where source = $1",
      [source],
    );
    return { enrolled: row!.enrolled };
  },
});
