import { type Following, followIn } from "../../kernel/index.ts";

/** Permits go along with a person whose record is merged, and so does a yes to one that was offered. */
export const follows: readonly Following[] = [
  followIn({ table: "permits.permit" }),
  followIn({ table: "permits.offer", person: "agreed_by" }),
];
