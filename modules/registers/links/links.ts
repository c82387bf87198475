import { type Context, type Fault, isId, refuse, type Tx } from "../../../kernel/index.ts";
import { businessById, lookups, nikSchema, personById, personByNik } from "../../registry/index.ts";
import type { Data } from "../definition/check.ts";
import type { Field, Register } from "../definition/schema.ts";
import type { LinkRow, RecordRow } from "../tables.ts";

/** What a link leads to, as a record keeps it: an id or code, and the words that people read. */
export interface Leads {
  to: string;
  text: string;
}

const asTyped = (value: unknown): string =>
  typeof value === "string" ? value.trim() : String((value as Leads | null)?.to ?? "");

/** What somebody named, found: a person by NIK or id, a business by NIB or id, a village by its code, a record by its number. */
async function found(
  context: Pick<Context, "tx" | "askAsRoom">,
  { to }: NonNullable<Field["link"]>,
  typed: string,
): Promise<Leads | null> {
  const { tx, askAsRoom } = context;
  switch (to) {
    case "person": {
      const nik = isId(typed) ? null : nikSchema.safeParse(typed);
      if (nik && !nik.success) return null;
      const person = nik ? await askAsRoom(personByNik, { nik: nik.data }) : await askAsRoom(personById, { id: typed });
      return person && { to: person.id, text: person.name };
    }
    case "business": {
      const nib = isId(typed)
        ? null
        : lookups.isNib(typed) && (await askAsRoom(lookups.businessNumbered, { nib: typed }));
      const id = nib === null ? typed : nib ? nib.id : null;
      const business = id && (await askAsRoom(businessById, { id }));
      return business ? { to: business.id, text: business.name } : null;
    }
    case "region": {
      const list = "regions/villages";
      const [place] = await askAsRoom(lookups.codeEntries, { codes: [{ list, code: typed }] });
      return place ? { to: place.code, text: place.text } : null;
    }
    default: {
      const [row] = await tx.query<{ id: string; number: string }>(
        `select id, number from registers.record where register = $1 and ended_on is null
         and ${isId(typed) ? "id = $2::uuid" : "number = $2"}`,
        [to, typed],
      );
      return row ? { to: row.id, text: row.number } : null;
    }
  }
}

/** The values with every link looked up; those that lead nowhere are faults. What stood there already is left as it is. */
export async function linked(
  context: Pick<Context, "tx" | "askAsRoom">,
  register: Register,
  data: Data,
  before: Data,
): Promise<{ data: Data; faults: Fault[] }> {
  const whole = { ...data };
  const faults: Fault[] = [];
  for (const [name, { link }] of Object.entries(register.fields)) {
    if (!link || data[name] === undefined) continue;
    const typed = asTyped(data[name]);
    const stands = before[name] as Leads | undefined;
    const leads = stands?.to === typed ? stands : await found(context, link, typed).catch(nowhere);
    if (leads) whole[name] = leads;
    else faults.push({ path: name, messageKey: "registers.fault.link" });
  }
  return { data: whole, faults };
}

const nowhere = (error: unknown): null => {
  if ((error as { code?: string }).code === "not-found") return null;
  throw error;
};

/** Keeps what a record leads to, so that the other end knows. */
export async function keepLinks(tx: Tx, register: Register, record: string, data: Data): Promise<void> {
  const rows = Object.entries(register.fields).flatMap(([field, { link }]) => {
    const leads = data[field] as Leads | undefined;
    return link && leads ? [{ field, kind: link.to, target: leads.to, on_end: link.onEnd }] : [];
  });
  const any = Object.values(register.fields).some(({ link }) => link);
  if (any) await tx.query("delete from registers.link where record = $1", [record]);
  if (rows.length > 0)
    await tx.query(
      `insert into registers.link (record, field, kind, target, on_end)
       select $1, l.field, l.kind, l.target, l.on_end
       from jsonb_to_recordset($2) as l (field text, kind text, target text, on_end text)`,
      [record, JSON.stringify(rows)],
    );
}

/** Which of these records cannot end, because others that lead to them stand. */
export async function heldByOthers(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx.query<{ target: string }>(
    `select distinct l.target from registers.link l join registers.record r on r.id = l.record
     where l.target = any($1) and l.on_end = 'restrict' and r.ended_on is null`,
    [ids],
  );
  return new Set(rows.map(({ target }) => target));
}

/** Records that lead to something, held until the act is over. */
export const leadingTo = (
  tx: Tx,
  kind: string,
  target: string,
): Promise<(RecordRow & Pick<LinkRow, "field" | "on_end">)[]> =>
  tx.query(
    `select r.*, l.field, l.on_end from registers.link l join registers.record r on r.id = l.record
     where l.kind = $1 and l.target = $2 and r.ended_on is null order by r.id for update of r`,
    [kind, target],
  );

/** More than this end together by no slip of the hand: it is a bulk change, with an approval of its own. */
const mostTogether = 100;

/** What ends with a record that ends; refused while something holds it. */
export async function endingWith(tx: Tx, row: Pick<RecordRow, "id" | "register">): Promise<RecordRow[]> {
  const leading = await leadingTo(tx, row.register, row.id);
  const holding = leading.filter(({ on_end }) => on_end === "restrict");
  if (holding.length > 0) refuse("conflict", "registers.refusal.held-by", { count: holding.length });
  const ending = leading.filter(({ on_end }) => on_end === "cascade");
  if (ending.length > mostTogether) refuse("conflict", "registers.refusal.too-many-end", { most: mostTogether });
  return ending.map(({ field: _field, on_end: _end, ...record }) => record);
}
