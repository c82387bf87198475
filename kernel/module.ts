import type { z } from "zod";
import type { Actor } from "./actor.ts";
import type { Command, Context, Fact, Query } from "./command.ts";
import type { Statement, Tx } from "./database/index.ts";
import type { Government } from "./government.ts";
import type { GovernmentFile } from "./government-file.ts";
import type { Mount } from "./http/mount.ts";
import type { Page } from "./http/page.ts";
import type { Route } from "./http/route.ts";
import type { Grant } from "./policy.ts";
import type { ActOptions } from "./visit.ts";
import type { Text } from "./words.ts";
import type { World } from "./world.ts";

/** What a job or a listener may do: act and ask as its own room. */
export interface WorkContext {
  world: World;
  act<I extends z.ZodType, Thing, R>(command: Command<I, Thing, R>, raw: z.input<I>, options?: ActOptions): Promise<R>;
  ask<I extends z.ZodType, Thing, R>(query: Query<I, Thing, R>, raw: z.input<I>): Promise<R>;
}

export interface JobHandler {
  /** "room.verb-noun": the name that a command's `jobs` uses. */
  name: string;
  /** Five cron fields in UTC, for work that comes back. */
  cron?: string;
  handle(context: WorkContext, payload: Record<string, unknown>): Promise<void>;
}

/** Told of each fact at least once. `fact.id` is the key that makes a second telling harmless. */
export interface Listener {
  fact: string;
  /** "room.what-it-does", unique. */
  name: string;
  handle(context: WorkContext, fact: Fact & { id: string }): Promise<void>;
}

/** Sees every journal row once, in the relay's transaction: the tamper-evident log. */
export interface Tap {
  name: string;
  take(tx: Tx, journalIds: readonly string[], world: World): Promise<void>;
}

/** How a room that knows accounts tells the kernel who stands at the door. */
export interface Doorman {
  /** From the hash of a session cookie or bearer token, by one `statement`; null when it is unknown, old or revoked. */
  recognise(world: World, tokenHash: Buffer, kind: "session" | "token", statement: Statement): Promise<Actor | null>;
}

/** How a room that keeps keys signs for an agency, so that outsiders can tell who published what. */
export interface Sealer {
  /** ECDSA P-256 over SHA-256 of the content, in DER; with the agency's public key (SPKI, DER). */
  seal(world: World, agency: string, content: Buffer): Promise<{ signature: Buffer; publicKey: Buffer }>;
}

/** One record of a person, as it is handed to them: sealed fields opened, secrets and other people left out. */
export interface Held {
  id: string;
  /** Since when nobody uses it any more; null while it is in use. */
  ended: Date | null;
  shows: Readonly<Record<string, unknown>>;
}

/** One kind of record that a room holds of people: how a person gets all of it, and how it ends. */
export interface Holding {
  /** "room.record"; the government's file says which law keeps it, and how long. */
  name: string;
  /** What is held of a person, newest first, at most `most`. */
  of(context: Context, person: string, most: number): Promise<readonly Held[]>;
  /** Records whose use ended before a moment, and whose they are: in the order of their ids, behind the one named. */
  endedBefore?(
    context: Context,
    moment: Date,
    most: number,
    after: string | null,
  ): Promise<readonly { id: string; person: string }[]>;
  /** Its sealed fields lie under the person's own key, and are gone when that is destroyed. */
  personKey?: boolean;
  /** Takes records away for good. Without it they end only when their person's key is destroyed. */
  remove?(context: Context, ids: readonly string[]): Promise<void>;
}

/** Rows that belong to a person and go along when two records of people turn out to be one, or one to be two. */
export interface Following {
  /** "room.table", unique in the house: what was moved is remembered by it. */
  name: string;
  /** Gives them to another person, all or the chosen ones, and says which went. Works as the house. */
  move(context: Context, from: string, to: string, chosen?: readonly string[]): Promise<readonly string[]>;
  /** What the keeper of the population register may choose from when one record is parted into two. */
  offers?(context: Context, person: string): Promise<readonly { id: string; label: Text }[]>;
}

/** An answer with personal data that is about to leave: which question, why, about whom. */
export interface Leaving {
  query: string;
  purpose: string;
  about: readonly string[];
}

/** May keep an answer back, by throwing a Refusal: a person's processing is restricted, a consent was withdrawn. */
export type Gate = (context: Context, leaving: Leaving) => Promise<void>;

/** A health sign for /readyz and a gauge for /metrics. */
export interface Sign {
  name: string;
  look(world: World, tx: Tx): Promise<{ ok: boolean; detail: string; gauges?: Record<string, number> }>;
}

/** A command or query as a manifest lists it: what every reader of manifests may look at. */
export interface Declared {
  readonly kind: "command" | "query";
  readonly name: string;
  readonly input: z.ZodType;
  readonly internal?: boolean;
  readonly allow: readonly Grant<never, never>[];
}

/** A fact that a room asks people for, as whoever compares such questions must know it. */
export interface AskedFact {
  /** What asks, such as a service's code, and what people call it. */
  place: string;
  title: Text;
  agency: string;
  field: string;
  label: Text;
  type: string;
  /** The question of the bank that it was taken from, and the code list that it is answered from. */
  bank: string | null;
  list: string | null;
}

/** How many people gave an answer to one question of a place. */
export interface Answered {
  place: string;
  field: string;
  people: number;
}

/** A room as data: everything that the house needs to open it. */
export interface Manifest {
  name: string;
  /** The room's folder; migrations/ and messages/ are found in it. */
  folder: string;
  commands?: readonly Declared[];
  queries?: readonly Declared[];
  pages?: readonly Page[];
  routes?: readonly Route[];
  /** Doors that a library of its own answers whole: a protocol. */
  mounts?: readonly Mount[];
  /** Other doors by which one may sign in, listed below the house's own. */
  waysIn?(government: Government): readonly { href: string; label: Text }[];
  jobs?: readonly JobHandler[];
  listeners?: readonly Listener[];
  taps?: readonly Tap[];
  doorman?: Doorman;
  sealer?: Sealer;
  /** What this room understands of a service's files, for the room that reads them: words by their kind. */
  understands?(government: Government): Readonly<Record<string, unknown>>;
  /** What this room asks people for: compared with what registers know already. */
  asks?(context: Pick<WorkContext, "ask">): Promise<readonly AskedFact[]>;
  /** How many people answered each such question since then. */
  answered?(context: Pick<WorkContext, "ask">, since: Date): Promise<readonly Answered[]>;
  signs?: readonly Sign[];
  /** What the room holds of people. */
  holds?: readonly Holding[];
  /** What goes along with a person whose record is merged into another one. */
  follows?: readonly Following[];
  /** Other ids under which traces of this person may stand: of records that were merged into theirs. */
  knownAs?(context: Context, person: string): Promise<readonly string[]>;
  /** Asked before an answer with personal data leaves, by whichever door. */
  gate?: Gate;
  /** What an operator should mend though the house can run as it is: looked at by `pendopo doctor` only. */
  advice?: readonly Sign[];
  /** The government's own files that this room reads: all are read at start. */
  governmentFiles?: readonly GovernmentFile[];
  /** Work that never ends while a worker runs (the log's signer). Resolves when `stop` is aborted. */
  minders?: readonly { name: string; run(world: World, stop: AbortSignal): Promise<void> }[];
}
