import { z } from "zod";
import { on, query } from "../../../kernel/index.ts";
import type { Data } from "../definition/check.ts";
import { broughtThrough } from "../definition/mapping.ts";
import { holder, ownPart, recordById, recordKeeper, recordWriter, wholeData } from "../register.ts";
import type { RegistersTables, VersionRow } from "../tables.ts";

/** Longest history that is shown. */
const most = 100;

/** One version of a record: what was held true, of which days, and when it was believed. */
export type Believed = Omit<VersionRow, "sealed" | "record">;

/** Whether a version answers for a day, as it was known at a moment. Of all versions of a record at most one does. */
export const answersFor = (
  version: Pick<Believed, "valid_from" | "valid_until" | "recorded_at" | "recorded_until">,
  day: string,
  known: Date,
): boolean =>
  version.valid_from <= day &&
  (version.valid_until === null || day < version.valid_until) &&
  version.recorded_at <= known &&
  (version.recorded_until === null || known < version.recorded_until);

/**
 * A record with its history, for the agency that keeps it, for one that owns a field of it, and for the one whom it is
 * about. `data` is as its own version of the register says; `brought` the same under the newest one. With `day`, `believed` is
 * what was held true of that day, as known at `known`.
 */
export const recordWhole = query({
  name: "registers.record",
  input: z
    .object({ id: z.uuid(), day: z.iso.date("kernel.fault.format").optional(), known: z.iso.datetime().optional() })
    .strict(),
  load: ({ tx }, { id }) => recordById(tx, id),
  allow: [
    { hat: "citizen", relation: holder, purpose: "own-data" },
    { hat: "business", relation: holder, purpose: "own-data" },
    { hat: "officer", roles: ["administrator", "front-desk"], relation: recordKeeper, purpose: "register-upkeep" },
    { hat: "officer", roles: ["administrator"], relation: recordWriter, purpose: "register-upkeep" },
    { hat: "system", purpose: "service" },
  ],
  async answer({ world, tx, actor, now }, { id, day, known }, { row, register, after }) {
    const { words: _words, sealed: _sealed, likeness: _likeness, ...record } = row;
    const old = await on<RegistersTables>(tx)
      .selectFrom("registers.record_version")
      .selectAll()
      .where("record", "=", id)
      .orderBy("recorded_at", "desc")
      .orderBy("valid_from", "desc")
      .limit(most)
      .execute();
    const agency = actor.officer?.agency;
    const part =
      agency && agency !== register.keeper ? (data: Data) => ownPart(register, agency, data) : (data: Data) => data;
    const data = part(await wholeData({ world, tx }, row));
    const versions = old.map(({ sealed: _gone, record: _id, ...one }): Believed => ({ ...one, data: part(one.data) }));
    const current = { ...record, data, valid_until: null, recorded_until: null };
    const at = known ? new Date(known) : now;
    return {
      register,
      newest: after.at(-1) ?? register,
      brought: broughtThrough(after, data),
      record: { ...record, data },
      versions,
      believed:
        day === undefined ? undefined : ([current, ...versions].find((one) => answersFor(one, day, at)) ?? null),
    };
  },
  personal: {
    about: (_result, { row }) => [row.person],
    fields: ["number", "record"],
  },
});
