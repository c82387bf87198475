import { type Following, followIn } from "../../kernel/index.ts";

/** Requests, restrictions, objections and holds go along with a person whose record is merged: a lock holds for all that is theirs. */
export const follows: readonly Following[] = [
  followIn({ table: "rights.request", once: ["kind"], onceWhile: "r.state = 'open'" }),
  followIn({ table: "rights.restriction", once: [], onceWhile: "r.lifted_at is null" }),
  followIn({ table: "rights.objection", once: [], onceWhile: "r.lifted_at is null" }),
  followIn({ table: "rights.hold" }),
  followIn({ table: "rights.breach_person", id: "r.breach::text", once: ["breach"] }),
];
