import { type Holding, heldIn } from "../../kernel/index.ts";
import { sealedPlace } from "./commands/kept-answers.ts";

/** What applications hold of a person: cases and drafts of private life, and answers kept for the next form. */
export const holds: readonly Holding[] = [
  heldIn({
    name: "cases.case",
    table: "cases.case",
    ended: "r.closed_at",
    only: "r.hat = 'citizen'",
    hides: ["process", "rev", "agencies"],
  }),
  heldIn({
    name: "cases.draft",
    table: "cases.draft",
    ended: "case when r.state = 'dropped' then r.saved_at end",
    only: "r.hat = 'citizen' and r.state <> 'handed-in'",
  }),
  heldIn({
    name: "cases.kept-answer",
    table: "cases.kept_answer",
    id: "r.person || ':' || r.bank",
    ended: "r.given_at",
    personKey: true,
    hides: ["sealed"],
    async opens({ world, tx }, id) {
      const [person, bank] = id.split(":");
      const [row] = await tx.query<{ sealed: Buffer }>(
        "select sealed from cases.kept_answer where person = $1 and bank = $2",
        [person, bank],
      );
      const text = row && (await world.secrets.open(tx, person!, sealedPlace, row.sealed));
      return { value: text ? JSON.parse(text) : null };
    },
    removes: "yes",
  }),
];
