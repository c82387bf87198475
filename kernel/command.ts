import type { z } from "zod";
import type { Actor } from "./actor.ts";
import type { Tx } from "./database/index.ts";
import type { Grant, See } from "./policy.ts";
import type { World } from "./world.ts";

/** Something that happened, told to whoever listens, at least once, after the commit. Carries no personal data. */
export interface Fact {
  name: string;
  subject: string;
  body?: Record<string, unknown>;
}

/** Work for later, added in the same transaction. `key` makes a second one replace the first. */
export interface Job {
  name: string;
  payload?: Record<string, unknown>;
  runAt?: Date;
  key?: string;
  queue?: string;
  attempts?: number;
}

/** What a command or a query has at hand. Time, ids and chance come from here, never from the platform. */
export interface Context {
  world: World;
  tx: Tx;
  actor: Actor;
  now: Date;
  newId(): string;
  /** Asks another room in the same transaction, as the same actor. */
  ask<I extends z.ZodType, Thing, R>(query: Query<I, Thing, R>, input: z.input<I>): Promise<R>;
  /** Asks another room as this room itself (`hat: "system"`): what the room may know and the actor need not. */
  askAsRoom<I extends z.ZodType, Thing, R>(query: Query<I, Thing, R>, input: z.input<I>): Promise<R>;
}

export interface CommandContext extends Context {
  /** Tells another room by its command in the same transaction, as this room: the room must grant `hat: "system"`. */
  tell<I extends z.ZodType, Thing, R>(command: Command<I, Thing, R>, input: z.input<I>): Promise<R>;
}

export interface QueryContext extends Context {
  /** Shows a field whole, masked or not at all, as the grant that let the actor in says. */
  see: See;
}

export interface Outcome<R> {
  result: R;
  facts?: readonly Fact[];
  jobs?: readonly Job[];
  /** What the journal row is about, when no fact says it: an id of the state that changed. */
  subject?: string;
  /** People whose data was changed: they see the act among what was done with their record. */
  about?: readonly string[];
  /** More for the journal; no personal data. */
  note?: Record<string, unknown>;
  /** Rows that are only added: they are written with the act's own traces, in one statement. */
  adds?: readonly Addition[];
}

export interface Addition {
  table: string;
  row: Record<string, unknown>;
}

export interface Command<I extends z.ZodType = z.ZodType, Thing = unknown, R = unknown> {
  kind: "command";
  /** "room.verb-noun"; also its path in the API: POST /api/v1/room/verb-noun. */
  name: string;
  input: I;
  /** What is looked at before deciding and acting; `null` is refused as not found. */
  load?(context: Context, input: z.output<I>): Promise<Thing | null>;
  allow: readonly Grant<Thing, z.output<I>>[];
  /** Not offered through the API: only pages and jobs use it. */
  internal?: boolean;
  /** Shape of the result, for the API's description. */
  output?: z.ZodType;
  carryOut(context: CommandContext, input: z.output<I>, thing: Thing): Promise<Outcome<R>>;
}

/** What the receipt of a read says. Nothing in it is personal. */
export interface Personal<R, Thing, Input> {
  about(result: R, thing: Thing): readonly (string | null)[];
  fields: readonly string[];
  /** Which of the fields it was, when the question or an agreement says so. */
  shown?(input: Input, thing: Thing, actor: Actor): readonly string[];
  /** Within what it was read: the id of a case, so that the person sees why. */
  subject?(input: Input, thing: Thing, actor: Actor): string | null;
  /** More for the receipt, such as the reason that was chosen: codes and references, never free text. */
  note?(input: Input, thing: Thing, actor: Actor): Record<string, unknown>;
}

export interface Query<I extends z.ZodType = z.ZodType, Thing = unknown, R = unknown> {
  kind: "query";
  /** "room.noun"; also its path in the API: GET /api/v1/room/noun. */
  name: string;
  input: I;
  load?(context: Context, input: z.output<I>): Promise<Thing | null>;
  allow: readonly Grant<Thing, z.output<I>>[];
  internal?: boolean;
  output?: z.ZodType;
  /** Set when the answer holds personal data: who it is about and which fields, for the receipt. */
  personal?: Personal<R, Thing, z.output<I>>;
  answer(context: QueryContext, input: z.output<I>, thing: Thing): Promise<R>;
}

/** Declares a command. The declaration is also its validation, its policy, its journal line and its API entry. */
export function command<I extends z.ZodType, R, Thing = undefined>(
  declared: Omit<Command<I, Thing, R>, "kind">,
): Command<I, Thing, R> {
  return { kind: "command", ...declared };
}

/** Declares a query. One that returns personal data must grant each hat a purpose. */
export function query<I extends z.ZodType, R, Thing = undefined>(
  declared: Omit<Query<I, Thing, R>, "kind">,
): Query<I, Thing, R> {
  if (declared.personal && declared.allow.some((grant) => !grant.purpose)) {
    throw new Error(`${declared.name} returns personal data, so each of its grants needs a purpose`);
  }
  return { kind: "query", ...declared };
}
