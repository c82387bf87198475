import { type ActOptions, Refusal, type WorkContext } from "../../kernel/index.ts";
import { type DueEffect, effectsAt, isOnline, type OnlineService, serviceByCode } from "../catalogue/index.ts";
import { documentById } from "../documents/index.ts";
import { type Written, writeRegister } from "../registers/index.ts";
import { lookups, personById, personByNik } from "../registry/index.ts";
import { evaluate, type Value } from "../rules/index.ts";
import { recordEffect } from "./commands/record-effect.ts";
import { scopeOf } from "./host.ts";
import { caseById } from "./queries/case-by-id.ts";
import { effectsOf } from "./queries/effects.ts";
import type { CaseRow } from "./tables.ts";

type Scope = Record<string, Value>;

const said = (expression: string | undefined, scope: Scope): Value =>
  expression === undefined ? null : (evaluate(expression, scope) ?? null);
const text = (value: Value): string | undefined => (value === null || value === undefined ? undefined : String(value));

/**
 * Carries out what the end of a case means for registers. What is done already stays done, so it may be begun again at any
 * time; what lies ahead waits for its day; what a register does not take is kept with the reason for the register's keeper,
 * and the others are carried out all the same.
 */
export async function carryOutEffects(context: WorkContext, id: string): Promise<void> {
  const { world, ask, act } = context;
  const { row } = await ask(caseById, { id });
  const service = await ask(serviceByCode, { code: row.service, version: row.version });
  if (!service || !isOnline(service) || service.effects.length === 0 || row.closed_at === null) return;
  const before = new Map((await ask(effectsOf, { case: id })).map((one) => [one.place, one]));
  const scope = await afterwards(context, service, row);
  const written: Value[] = [];
  scope.written = written;
  const today = world.calendar.today(world.clock.now());
  for (const due of effectsAt(service, row.status, scope)) {
    const { place, effect } = due;
    const known = before.get(place);
    if (known?.state === "done" || known?.state === "settled") {
      const done = known.record && { register: effect.register, id: known.record, number: known.number };
      written.push(done ? ({ number: await numberFor(context, effect, done), id: done.id } as Value) : null);
      continue;
    }
    const base = { case: id, place, register: effect.register };
    const key: ActOptions = { key: `effect:${id}:${place}:${(known?.tries ?? 0) + 1}` };
    const since = text(said(effect.since, due.scope));
    if (since !== undefined && since > today) {
      if (known?.state !== "waiting") await act(recordEffect, { ...base, state: "waiting", waitsFor: since }, key);
      written.push(null);
      continue;
    }
    try {
      const done = await write(context, due, row, since);
      written.push({ number: await numberFor(context, effect, done), id: done.id } as Value);
      await act(recordEffect, { ...base, state: "done", record: done.id, number: done.number }, key);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      written.push(null);
      const why = error.faults[0]?.messageKey ?? error.messageKey;
      await act(recordEffect, { ...base, state: "held", why }, key);
    }
  }
}

/** Written once, however often it is begun: the register remembers the key of an act that was done. */
async function write(
  context: WorkContext,
  { place, effect, scope }: DueEffect,
  row: CaseRow,
  since?: string,
): Promise<Written> {
  const sets = Object.fromEntries(Object.entries(effect.sets).map(([field, value]) => [field, said(value, scope)]));
  // What is named and unknown, as the number of somebody whom an effect before this did not enter, is never the applicant.
  const named = (part: "holder" | "record"): string | undefined => {
    const number = text(said(effect[part], scope));
    if (effect[part] !== undefined && number === undefined) throw new Refusal("conflict", "cases.refusal.nobody-named");
    return number;
  };
  const holder = named("holder");
  return writeRegister(
    context,
    {
      register: effect.register,
      change: effect.change,
      ...(holder === undefined ? { person: row.person, business: row.business } : await holderNamed(context, holder)),
      number: named("record"),
      since,
      sets,
      source: row.number,
      reason: `${row.title.id}: ${row.number}`,
    },
    { key: `write:${row.id}:${place}` },
  );
}

/** A holder by NIK (16 digits) or NIB (13). */
async function holderNamed(
  { ask }: WorkContext,
  number: string,
): Promise<{ person: string | null; business: string | null }> {
  if (number.length === 13) {
    const business = await ask(lookups.businessNumbered, { nib: number });
    if (!business) throw new Refusal("conflict", "cases.refusal.no-such-business");
    return { person: null, business: business.id };
  }
  const person = await ask(personByNik, { nik: number });
  if (!person) throw new Refusal("conflict", "registry.refusal.unknown-person");
  return { person: person.id, business: null };
}

/** The number by which later effects find what was written: of a person that is the NIK, which is kept nowhere in the clear. */
const numberFor = async (
  { ask }: WorkContext,
  { register }: DueEffect["effect"],
  { id, number }: Written,
): Promise<string | null> => (register === "population" ? (await ask(personById, { id })).nik : number);

/** What effects read: all that the process reads, the applicant's own number whole, and the paper that was issued. */
async function afterwards({ ask, world }: WorkContext, service: OnlineService, row: CaseRow): Promise<Scope> {
  const scope = scopeOf(row, world.calendar.today(row.closed_at!), service);
  const { nik } = await ask(personById, { id: row.person });
  const document = row.document ? await ask(documentById, { id: row.document }) : null;
  return {
    ...scope,
    applicant: { ...(scope.applicant as object), nik } as Value,
    document: (document && { id: document.id, number: document.number }) as Value,
  };
}
