import { z } from "zod";
import { type CommandContext, command, type Outcome, refuse } from "../../../kernel/index.ts";
import { bulkFile } from "../transfer/bulk-file.ts";
import { type HeldLoad, type LoadState, loadById, loadKeeper, secondPerson, touches } from "../transfer/load.ts";
import { tellSecond } from "../transfer/tell.ts";

const input = { load: z.uuid() };

/** From which states each word leads on. */
const from: Record<"write" | "drop" | "stop" | "go-on", readonly LoadState[]> = {
  write: ["checked"],
  drop: ["checked", "unreadable", "waiting", "granted", "stopped"],
  stop: ["running"],
  "go-on": ["stopped"],
};

/**
 * What the one who keeps the register wants of a load: written, from a certain size on only when a second person says so
 * too; dropped; stopped, and gone on with. Rows at fault stay out, and only when that is said.
 */
export const decideLoad = command({
  name: "registers.decide-load",
  internal: true,
  input: z
    .object({ ...input, decision: z.enum(["write", "drop", "stop", "go-on"]), soundOnly: z.boolean().default(false) })
    .strict(),
  load: (context, { load }) => loadById(context, load),
  allow: [
    {
      hat: "officer",
      roles: ["steward", "administrator"],
      relation: loadKeeper,
      assurance: 3,
      purpose: "register-upkeep",
    },
  ],
  async carryOut(context, { decision, soundOnly }, held) {
    const { load } = held;
    if (!from[decision].includes(load.state)) refuse("conflict", "registers.load.moved-on");
    if (decision === "drop") return moved(context, held, "dropped");
    if (decision === "stop") return moved(context, held, "stopped");
    if (decision === "go-on") return moved(context, held, "running");
    if (load.faulty > 0 && !soundOnly) refuse("invalid", "registers.load.say-sound-only");
    if (touches(load) === 0) refuse("conflict", "registers.load.nothing");
    const { secondPerson: rule } = bulkFile.of(context.world.government);
    if (touches(load) < rule.from) return moved(context, held, "running");
    await tellSecond(context, held);
    return moved(context, held, "waiting");
  },
});

/** The second person says yes or no to what another asked for. */
export const approveLoad = command({
  name: "registers.approve-load",
  internal: true,
  input: z.object({ ...input, approve: z.boolean() }).strict(),
  load: (context, { load }) => loadById(context, load),
  allow: [
    {
      hat: "officer",
      roles: ["steward", "administrator"],
      relation: secondPerson,
      assurance: 3,
      purpose: "register-upkeep",
    },
  ],
  async carryOut(context, { approve }, held) {
    if (held.load.state !== "waiting") refuse("conflict", "registers.load.moved-on");
    const { actor, tx, now } = context;
    await tx.query("update registers.load set decided_by = $2, decided_at = $3, decided_for = $4 where id = $1", [
      held.load.id,
      actor.account,
      now,
      `${actor.officer!.agency}/${actor.officer!.office}`,
    ]);
    const yes = held.load.kind === "operator" ? "granted" : "running";
    return moved(context, held, approve ? yes : "returned");
  },
});

const over: ReadonlySet<LoadState> = new Set(["dropped", "returned"]);

/** Moves a load on from the state that was looked at; whoever was faster is not overwritten. */
async function moved(
  { tx, now }: CommandContext,
  { load }: HeldLoad,
  to: LoadState,
): Promise<Outcome<{ state: LoadState }>> {
  const done = await tx.query(
    "update registers.load set state = $3, over_at = $4 where id = $1 and state = $2 returning 1",
    [load.id, load.state, to, over.has(to) ? now : null],
  );
  if (done.length === 0) refuse("conflict", "registers.load.moved-on");
  if (over.has(to)) await tx.query("delete from registers.load_change where load = $1", [load.id]);
  const job = to === "running" ? "registers.run-load" : over.has(to) ? "registers.clear-load" : null;
  return {
    result: { state: to },
    facts: [
      {
        name: "registers.load-moved",
        subject: load.id,
        body: { register: load.register, from: load.state, to, touches: touches(load) },
      },
    ],
    jobs: job ? [{ name: job, payload: { load: load.id }, key: `${job} ${load.id}` }] : [],
  };
}
