import { z } from "zod";
import { query } from "../../../kernel/index.ts";

export interface LinkRow {
  id: string;
  upstream: string;
  account: string;
  person: string;
  linked_at: Date;
}

/** To which account another provider's subject is linked. */
export const linkHeld = query({
  name: "signon.link-held",
  internal: true,
  input: z.object({ upstream: z.string().max(40), subject: z.string().max(40) }).strict(),
  allow: [{ hat: "system", purpose: "identity-check" }],
  answer: async ({ tx }, { upstream, subject }) =>
    (
      await tx.query<LinkRow & {}>(
        "select * from signon.link where upstream = $1 and subject = $2 and ended_at is null",
        [upstream, Buffer.from(subject, "base64url")],
      )
    )[0] ?? null,
});

/** The other providers' accounts that may stand for my password. */
export const myLinks = query({
  name: "signon.my-links",
  input: z.object({}).strict(),
  allow: [
    { hat: "citizen", purpose: "own-data" },
    { hat: "business", purpose: "own-data" },
    { hat: "officer", purpose: "own-data" },
  ],
  answer: ({ tx, actor }) =>
    tx.query<Pick<LinkRow, "id" | "upstream" | "linked_at"> & {}>(
      "select id, upstream, linked_at from signon.link where account = $1 and ended_at is null order by linked_at limit 20",
      [actor.account],
    ),
});
