import { type Following, followIn } from "../../kernel/index.ts";

/** Whoever was asked and has not answered is asked under the record that stands. */
export const follows: readonly Following[] = [followIn({ table: "satisfaction.invitation", id: "r.case_id::text" })];
