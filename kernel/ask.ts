import type { z } from "zod";
import type { ActOptions } from "./act.ts";
import { type Actor, systemActor } from "./actor.ts";
import type { Context, Query } from "./command.ts";
import type { Tx } from "./database/index.ts";
import { scopeOf } from "./database/transaction.ts";
import { faultsOf } from "./faults.ts";
import { allowed, seeing } from "./policy.ts";
import { Refusal, refuse } from "./refusal.ts";
import { span } from "./telemetry.ts";
import type { World } from "./world.ts";

/** One answer to one question, in a transaction of its own; its receipt is durable before this returns. */
export async function ask<I extends z.ZodType, Thing, R>(
  world: World,
  actor: Actor,
  query: Query<I, Thing, R>,
  raw: z.input<I>,
  options: ActOptions = {},
): Promise<R> {
  const sitting = new Sitting(world, actor, options);
  try {
    return await sitting.ask(query, raw);
  } finally {
    await sitting.end();
  }
}

/** The reading side of one request: several questions, one moment of the database, receipts written together at the end. */
export class Sitting {
  readonly #world: World;
  readonly #actor: Actor;
  readonly #options: ActOptions;
  #open: Promise<{ tx: Tx; commit(): Promise<void>; rollback(): Promise<void> }> | undefined;

  constructor(world: World, actor: Actor, options: ActOptions) {
    this.#world = world;
    this.#actor = actor;
    this.#options = options;
  }

  ask = async <I extends z.ZodType, Thing, R>(query: Query<I, Thing, R>, raw: z.input<I>): Promise<R> => {
    this.#open ??= this.#world.database.open(this.#actor, false);
    const { tx } = await this.#open;
    return span(`ask ${query.name}`, () => answerInside(this.#world, this.#actor, tx, query, raw, this.#options));
  };

  /** Closes the transaction and waits until the receipts are durable: only then may the answer leave. */
  async end(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    if (open)
      await open.then(
        ({ commit }) => commit(),
        () => {},
      );
    await this.#world.receipts.settled();
  }
}

/** What commands and queries have at hand alike. */
export function contextFor(world: World, actor: Actor, tx: Tx, name: string, options: ActOptions): Context {
  return {
    world,
    tx,
    actor,
    now: world.clock.now(),
    newId: world.newId,
    ask: (query, question) => answerInside(world, actor, tx, query, question, options),
    askAsRoom: (query, question) =>
      asRoom(tx, actor, name, (room) => answerInside(world, room, tx, query, question, { ...options, via: name })),
  };
}

/** Works as the room that `name` belongs to; row security knows it meanwhile, and afterwards that the actor is back. */
export async function asRoom<T>(tx: Tx, actor: Actor, name: string, work: (room: Actor) => Promise<T>): Promise<T> {
  const room = systemActor(name.slice(0, name.indexOf(".")));
  await tx.client.query(scopeOf(room));
  try {
    return await work(room);
  } finally {
    await tx.client.query(scopeOf(actor)).catch(() => {});
  }
}

/** The gate that every question passes: schema, thing, policy, answer, receipt. */
export async function answerInside<I extends z.ZodType, Thing, R>(
  world: World,
  actor: Actor,
  tx: Tx,
  query: Query<I, Thing, R>,
  raw: z.input<I>,
  options: ActOptions,
): Promise<R> {
  const parsed = query.input.safeParse(raw);
  if (!parsed.success) throw new Refusal("invalid", "kernel.refusal.invalid", { faults: faultsOf(parsed.error) });
  const input = parsed.data;
  const base = contextFor(world, actor, tx, query.name, options);
  const thing = (query.load ? await query.load(base, input) : undefined) as Thing | null;
  if (thing === null) {
    if (actor.hat === "anyone" && !query.allow.some((grant) => grant.hat === "anyone")) {
      refuse("sign-in-needed", "kernel.refusal.sign-in-needed");
    }
    refuse("not-found", "kernel.refusal.not-found");
  }
  const grant = allowed(query.allow, actor, thing, input);
  const result = await query.answer({ ...base, see: seeing(grant) }, input, thing);
  if (query.personal) {
    const about = query.personal.about(result, thing).filter((id): id is string => id !== null);
    // What was shown only in part is said to be so: "nik:mask".
    const fields = query.personal.fields
      .filter((field) => grant.see?.[field] !== "deny")
      .map((field) => (grant.see?.[field] === "mask" ? `${field}:mask` : field));
    const subject = query.personal.subject?.(input, thing) ?? null;
    const note = query.personal.note?.(input) ?? {};
    world.receipts.note(
      actor,
      { name: query.name, purpose: grant.purpose ?? "", about, fields, subject, note },
      options,
    );
  }
  return result;
}
