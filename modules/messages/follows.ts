import { type Following, followIn } from "../../kernel/index.ts";

/** The inbox goes along with a person whose record is merged. */
export const follows: readonly Following[] = [followIn({ table: "messages.message" })];
