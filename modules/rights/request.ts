import { isId, numbered, type Relation, relation, type Tx, type World } from "../../kernel/index.ts";
import type { RequestRow } from "./tables.ts";

export const toldPlace = "rights.request.told";
export const answerPlace = "rights.request.answer";

export async function requestHeld(tx: Tx, id: string, lock = false): Promise<RequestRow | null> {
  if (!isId(id)) return null;
  const [row] = await tx.query<RequestRow>(`select * from rights.request where id = $1 ${lock ? "for update" : ""}`, [
    id,
  ]);
  return row ?? null;
}

/** Who asked. */
export const asker: Relation<RequestRow, unknown> = relation<RequestRow>(
  "who asked",
  (actor, row) => row.person === actor.person,
);
/** The protection officer of the agency that answers; nobody answers what they asked themselves. */
export const answering: Relation<RequestRow, unknown> = relation<RequestRow>(
  "agency that answers, not about oneself",
  (actor, row) => row.agency === actor.officer?.agency && row.person !== actor.person,
);

const prefixes = { request: "HD", certificate: "PM", breach: "PL" } as const;

/** The next number of its kind: "HD-2026-000001". */
export async function nextNumber({ calendar }: World, tx: Tx, kind: keyof typeof prefixes, now: Date): Promise<string> {
  const year = Number(calendar.today(now).slice(0, 4));
  const [row] = await tx.query<{ last: number }>(
    `insert into rights.serial (kind, year, last) values ($1, $2, 1)
     on conflict (kind, year) do update set last = serial.last + 1 returning last`,
    [kind, year],
  );
  return numbered(`${prefixes[kind]}-{year}-{seq:6}`, year, row!.last);
}

export const hoursAfter = (moment: Date, hours: number): Date => new Date(moment.getTime() + hours * 3_600_000);
