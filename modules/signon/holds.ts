import { type Holding, heldIn } from "../../kernel/index.ts";

/** What the sign-on holds of a person: what they let applications know, and accounts elsewhere that stand for their password. */
export const holds: readonly Holding[] = [
  heldIn({
    name: "signon.consent",
    table: "signon.consent",
    ended: "coalesce(r.withdrawn_at, case when r.until < now() then r.until end)",
    async opens({ tx }, id) {
      const [client] = await tx.query<{ name: string; agency: string }>(
        "select k.name, k.agency from signon.consent c join signon.client k on k.id = c.client where c.id = $1",
        [id],
      );
      return { application: client?.name ?? null, agency: client?.agency ?? null };
    },
    removes: ["delete from signon.artefact where grant_id = any($1::text[]::uuid[])"],
  }),
  heldIn({
    name: "signon.link",
    table: "signon.link",
    ended: "r.ended_at",
    // By whom the account there is known here: a keyed hash, which says nothing to anybody.
    hides: ["subject"],
    removes: "yes",
  }),
];
