import type { Readable } from "node:stream";
import type { ComponentChildren } from "preact";
import type { z } from "zod";
import type { Actor, Role } from "../actor.ts";
import type { Command, Query } from "../command.ts";
import type { Government } from "../government.ts";
import type { Refusal } from "../refusal.ts";
import type { ActOptions } from "../visit.ts";
import type { Locale, Say } from "../words.ts";
import type { World } from "../world.ts";

/** Posted values: a name that came more than once is a list. */
export type Form = Readonly<Record<string, string | readonly string[]>>;

/** One uploaded file, already whole in memory and within the limits. */
export interface Upload {
  field: string;
  name: string;
  body: Buffer;
}

/** What a page shows; the house puts its frame (header, banner, footer) around it. */
export interface View {
  title: string;
  main: ComponentChildren;
  /** "desk" is the officer's dense three columns. */
  layout?: "page" | "desk" | "wide";
  status?: number;
  /** The page again, after a refused POST: its title says so first. */
  refused?: boolean;
  back?: { href: string; label: string };
  description?: string;
  /** The browser asks for the page again by itself, without script: for screens on a wall. */
  refreshSeconds?: number;
  /** May stand within another page of the house: a preview. Such a page shows nothing of anybody and acts on nothing. */
  framed?: boolean;
  /** Origins to which its form may lead on: a browser holds what a form's answer leads to for part of the form. */
  leadsTo?: readonly string[];
  /** Islands by the name of their asset: "passkey.js". Only where a page can't do without. */
  scripts?: readonly string[];
}

export interface GoTo {
  goTo: string;
}
export interface Bytes {
  /** What is too large to be held comes as a stream, and goes as it comes. */
  body: Buffer | string | Readable;
  type: string;
  status?: number;
  /** A name makes it a download. */
  filename?: string;
  /** Seconds that anybody may keep it; 0 or nothing: nobody. */
  keepSeconds?: number;
  headers?: Record<string, string>;
  /** Leaves as it is, uncompressed: a signature is over these bytes. */
  exact?: boolean;
}
export type Answer = View | GoTo | Bytes;

/** After an act: 303 to where the result is seen, so that a reload never acts twice. */
export const goTo = (path: string): GoTo => ({ goTo: path });

/** What the request itself says, for pages and routes alike. */
export interface RequestContext {
  world: World;
  actor: Actor;
  locale: Locale;
  say: Say;
  params: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string>>;
  form: Form;
  uploads: readonly Upload[];
  /** Path without the query, and the whole address as asked. */
  path: string;
  address: string;
  requestId: string;
  /** The network the request came from: an address, never logged. */
  network: string;
  userAgent: string;
  /** A fresh word for a form's hidden field `_once`: a double click acts once. */
  once: string;
  ask<I extends z.ZodType, Thing, R>(query: Query<I, Thing, R>, raw: z.input<I>): Promise<R>;
  act<I extends z.ZodType, Thing, R>(command: Command<I, Thing, R>, raw: z.input<I>, options?: ActOptions): Promise<R>;
  /** Gives the browser this session token, or takes its session away with null. */
  setSession(token: string | null): void;
  setCookie(name: string, value: string | null, seconds?: number): void;
  getCookie(name: string): string | undefined;
}

export interface Page {
  /** Path with `:names`. */
  path: string;
  /** Seconds that strangers may share one rendering of it. Only for pages that are the same for all strangers. */
  shared?: number;
  /** Stands in the menu of officers who hold one of these duties, at that agency if one is named; `label` is a message's key. */
  desk?: { label: string; roles: readonly Role[]; agency?(government: Government): string };
  /** Extra patience for this door's POST, by network. */
  limit?: { times: number; seconds: number };
  /** GET. After a refused POST it shows the same page again with the refusal and the person's own answers (`context.form`). */
  show(context: RequestContext, refusal?: Refusal): Promise<Answer> | Answer;
  /** POST. Acts, then goes elsewhere. */
  submit?(context: RequestContext): Promise<Answer>;
}

/** The officer's desks: pages of the house that their duties call for, the uppermost room's first. */
export const desksOf = ({ modules, government }: World, { officer }: Actor): { path: string; label: string }[] =>
  modules
    .flatMap((room) => room.pages ?? [])
    .flatMap(({ path, desk }) =>
      desk?.roles.some((role) => officer?.roles.includes(role)) &&
      (!desk.agency || desk.agency(government) === officer?.agency)
        ? [{ path, label: desk.label }]
        : [],
    )
    .reverse();

export const page = (declared: Page): Page => declared;

/** The first value of a posted field, trimmed; "" when it is missing. */
export function field(form: Form, name: string): string {
  const value = form[name];
  return (typeof value === "string" ? value : (value?.[0] ?? "")).trim();
}
