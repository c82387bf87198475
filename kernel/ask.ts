import type { z } from "zod";
import { type Actor, systemActor } from "./actor.ts";
import type { Context, Query } from "./command.ts";
import { type Statement, scopeOf } from "./database/transaction.ts";
import { faultsOf } from "./faults.ts";
import { allowed, seeing } from "./policy.ts";
import { receiptsOf } from "./receipts.ts";
import { Refusal, refuse } from "./refusal.ts";
import { span } from "./telemetry.ts";
import type { ActOptions, Visit } from "./visit.ts";
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

interface Open {
  visit: Visit;
  commit(): Promise<void>;
  proved: Promise<void> | undefined;
}

/** Proves by a statement of its own that the actor is who they are taken for; rejects when not. */
export type Proof = (statement: Statement) => Promise<void>;

/** The reading side of one request: several questions, one moment of the database, receipts written together at the end. */
export class Sitting {
  readonly #world: World;
  readonly #actor: Actor;
  readonly #options: ActOptions;
  #open: Promise<Open> | undefined;
  /** One connection answers one question at a time: a page may ask several at once, and they take turns. */
  #turn: Promise<unknown> = Promise.resolve();

  /** Still to be proved; an answer to a question leaves no earlier. */
  #proof: Proof | undefined;

  constructor(world: World, actor: Actor, options: ActOptions, proof?: Proof) {
    this.#proof = proof;
    this.#world = world;
    this.#actor = actor;
    this.#options = options;
  }

  ask = <I extends z.ZodType, Thing, R>(query: Query<I, Thing, R>, raw: z.input<I>): Promise<R> => {
    this.#open ??= this.#begin();
    const answered = Promise.all([this.#open, this.#turn]).then(([{ visit, proved }]) =>
      span(`ask ${query.name}`, async () => {
        try {
          return await answerInside(visit, this.#actor, query, raw);
        } finally {
          // Its rejection comes before whatever was answered or refused.
          await proved;
        }
      }),
    );
    this.#turn = answered.catch(() => {});
    return answered;
  };

  async #begin(): Promise<Open> {
    const proof = this.#proof;
    this.#proof = undefined;
    let proved: Promise<void> | undefined;
    const { tx, commit } = await this.#world.database.open(this.#actor, false, (statement) => {
      proved = proof?.(statement);
      proved?.catch(() => {});
    });
    return { proved, visit: { world: this.#world, tx, options: this.#options, traces: [] }, commit };
  }

  /** Closes the transaction and waits until the receipts are durable: only then may the answer leave. */
  async end(): Promise<void> {
    const begun = this.#open;
    this.#open = undefined;
    const open = await begun?.catch(() => null);
    if (!open) {
      const proof = this.#proof;
      this.#proof = undefined;
      return proof?.(this.#world.database.statement);
    }
    await this.#turn;
    await open.commit();
    await open.proved;
    await this.#world.receipts.keep(open.visit.traces);
  }
}

/** What commands and queries have at hand alike. */
export function contextFor(visit: Visit, actor: Actor, name: string): Context {
  const { world, tx } = visit;
  return {
    world,
    tx,
    actor,
    now: world.clock.now(),
    newId: world.newId,
    ask: (query, question) => answerInside(visit, actor, query, question),
    askAsRoom: (query, question) =>
      asRoom(visit, actor, name, (room, inside) => answerInside(inside, room, query, question)),
  };
}

/** Works as the room that `name` belongs to; row security knows it meanwhile, and afterwards that the actor is back. */
export async function asRoom<T>(
  visit: Visit,
  actor: Actor,
  name: string,
  work: (room: Actor, inside: Visit) => Promise<T>,
): Promise<T> {
  const room = systemActor(name.slice(0, name.indexOf(".")));
  visit.tx.send(scopeOf(room));
  try {
    return await work(room, { ...visit, options: { ...visit.options, via: name } });
  } finally {
    visit.tx.send(scopeOf(actor));
  }
}

/** The gate that every question passes: schema, thing, policy, answer, receipt. */
export async function answerInside<I extends z.ZodType, Thing, R>(
  visit: Visit,
  actor: Actor,
  query: Query<I, Thing, R>,
  raw: z.input<I>,
): Promise<R> {
  const parsed = query.input.safeParse(raw);
  if (!parsed.success) throw new Refusal("invalid", "kernel.refusal.invalid", { faults: faultsOf(parsed.error) });
  const input = parsed.data;
  const base = contextFor(visit, actor, query.name);
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
    const fields = (query.personal.shown?.(input, thing as Thing, actor) ?? query.personal.fields)
      .filter((field) => grant.see?.[field] !== "deny")
      .map((field) => (grant.see?.[field] === "mask" ? `${field}:mask` : field));
    // What a machine reads it reads by its agreement: that says within what, why, and when the person may know.
    const agreement = actor.machine?.agreement;
    const subject = query.personal.subject?.(input, thing as Thing, actor) ?? agreement?.id ?? null;
    const visible = agreement?.visible ?? "now";
    const note = {
      ...query.personal.note?.(input, thing as Thing, actor),
      ...(visible !== "now" && { visible: visible === "oversight" ? visible : visible.from }),
    };
    const purpose = agreement?.purpose ?? grant.purpose ?? "";
    for (const { gate } of visit.world.modules) await gate?.(base, { query: query.name, purpose, about });
    visit.traces.push(...receiptsOf(visit, actor, { name: query.name, purpose, about, fields, subject, note }));
  }
  return result;
}
