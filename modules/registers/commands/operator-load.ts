import { z } from "zod";
import { command, refuse } from "../../../kernel/index.ts";
import { registerNamed } from "../register.ts";
import { bulkFile } from "../transfer/bulk-file.ts";
import { formats } from "../transfer/format/index.ts";
import { type LoadRow, type LoadState, loadById, touches } from "../transfer/load.ts";
import { tellSecond } from "../transfer/tell.ts";
import type { ShownChange } from "./settle-load.ts";

const count = z.number().int().min(0);

/**
 * What an operator wants to bring in on the server, once it was looked through. From so many records on it waits for a
 * second person, who is told; the same file asked for again is the same request. `load` is null where nobody need say yes.
 */
export const askForFile = command({
  name: "registers.ask-for-file",
  internal: true,
  input: z
    .object({
      register: z.string().max(60),
      name: z.string().min(1).max(120),
      format: z.enum(formats),
      hash: z.string().length(64),
      bytes: z.number().int().min(0),
      reason: z.string().trim().min(3, "registers.fault.reason").max(300),
      rows: count,
      fresh: count,
      changed: count,
      ended: count,
      same: count,
      faulty: count,
      shown: z.array(z.custom<ShownChange>((one) => typeof one === "object" && one !== null)).max(500),
    })
    .strict(),
  load: async ({ tx }, { register }) => registerNamed(tx, register),
  allow: [{ hat: "system" }],
  async carryOut(context, { shown, ...given }, register) {
    const { tx, now, newId, world } = context;
    const nobody: { load: string | null; state: LoadState | null } = { load: null, state: null };
    if (touches(given) < bulkFile.of(world.government).secondPerson.from)
      return { result: nobody, subject: register.code };
    const [there] = await tx.query<Pick<LoadRow, "id" | "state"> & Record<string, unknown>>(
      `select id, state from registers.load where kind = 'operator' and register = $1 and hash = $2
       and state in ('waiting', 'granted', 'running') order by id desc limit 1 for update`,
      [register.code, given.hash],
    );
    if (there) return { result: { load: there.id, state: there.state }, subject: there.id };
    const id = newId();
    await tx.query(
      `insert into registers.load (id, register, kind, name, store, format, hash, bytes, reason, state, agency, office, asked_at,
         rows, fresh, changed, ended, same, faulty)
       values ($1, $2, 'operator', $3, '', $4, $5, $6, $7, 'waiting', $8, '', $9, $10, $11, $12, $13, $14, $15)`,
      [
        id,
        register.code,
        given.name,
        given.format,
        given.hash,
        given.bytes,
        given.reason,
        register.keeper,
        now,
        given.rows,
        given.fresh,
        given.changed,
        given.ended,
        given.same,
        given.faulty,
      ],
    );
    await tx.query(
      `insert into registers.load_change (load, nth, kind, number, person, before, after)
       select $1, nth, kind, number, person, before, after
       from json_to_recordset($2::json) as c(nth integer, kind text, number text, person uuid, before jsonb, after jsonb)`,
      [id, JSON.stringify(shown.map((change, nth) => ({ ...change, nth })))],
    );
    await tellSecond(context, (await loadById(context, id))!);
    const result: typeof nobody = { load: id, state: "waiting" };
    return { result, subject: id, note: { register: register.code, hash: given.hash, touches: touches(given) } };
  },
});

/** The operator goes on with what a second person said yes to. What was cut off goes on too. */
export const beginFile = command({
  name: "registers.begin-file",
  internal: true,
  input: z.object({ load: z.uuid() }).strict(),
  load: (context, { load }) => loadById(context, load),
  allow: [{ hat: "system" }],
  async carryOut({ tx }, { load: id }, { load }) {
    if (load.kind !== "operator" || !["granted", "running"].includes(load.state))
      refuse("conflict", "registers.load.moved-on");
    await tx.query("update registers.load set state = 'running' where id = $1", [id]);
    return { result: null, subject: id, note: { from: load.state } };
  },
});
