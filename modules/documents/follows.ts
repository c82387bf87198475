import { type Following, followIn } from "../../kernel/index.ts";

/** Documents go along with a person whose record is merged. What was sealed stays as it was sealed. */
export const follows: readonly Following[] = [followIn({ table: "documents.document" })];
