import { type Following, followIn } from "../../kernel/index.ts";

/** What a person lets agencies' systems know, and other providers' accounts, go along when their record is merged. */
export const follows: readonly Following[] = [
  followIn({ table: "signon.consent", once: ["client", "business"], onceWhile: "r.withdrawn_at is null" }),
  followIn({ table: "signon.link" }),
];
