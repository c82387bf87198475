import { z } from "zod";
import { command } from "../../../kernel/index.ts";
import { keeper, registerNamed } from "../register.ts";
import { formats } from "../transfer/format/index.ts";

/** Takes a file in, or a bulk update as one: nothing is changed. It is looked through by a job, and shown. */
export const openLoad = command({
  name: "registers.open-load",
  internal: true,
  input: z
    .object({
      register: z.string().max(60),
      kind: z.enum(["file", "bulk"]),
      name: z.string().trim().min(1).max(120),
      store: z.string().max(200),
      format: z.enum(formats),
      hash: z.string().length(64),
      bytes: z.number().int().min(1),
      reason: z.string("registry.fault.reason").trim().min(3, "registers.fault.reason").max(300),
    })
    .strict(),
  load: async ({ tx }, { register }) => {
    const found = await registerNamed(tx, register);
    return found && { register: found };
  },
  allow: [
    { hat: "officer", roles: ["steward", "administrator"], relation: keeper, assurance: 3, purpose: "register-upkeep" },
  ],
  async carryOut({ tx, actor, now, newId }, { register, ...given }) {
    const id = newId();
    const { agency, office } = actor.officer!;
    await tx.query(
      `insert into registers.load (id, register, kind, name, store, format, hash, bytes, reason, state, asked_by, agency, office, asked_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'checking', $10, $11, $12, $13)`,
      [
        id,
        register,
        given.kind,
        given.name,
        given.store,
        given.format,
        given.hash,
        given.bytes,
        given.reason,
        actor.account,
        agency,
        office,
        now,
      ],
    );
    return {
      result: { id },
      subject: id,
      note: { register, kind: given.kind, hash: given.hash },
      jobs: [{ name: "registers.check-load", payload: { load: id }, key: `check ${id}` }],
    };
  },
});
