import { type Following, followIn } from "../../kernel/index.ts";

/** Visits at a counter go along with a person whose record is merged. */
export const follows: readonly Following[] = [followIn({ table: "counter.visit" })];
