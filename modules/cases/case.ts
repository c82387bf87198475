import { type Context, isId, type Relation, refuse, relation, type Tx } from "../../kernel/index.ts";
import { isOnline, type OnlineService, serviceByCode } from "../catalogue/index.ts";
import { ownInterest } from "../registry/index.ts";
import { withHand } from "./by-hand.ts";
import { calledBy, type OpenService } from "./called.ts";
import type { AssistanceRow, CaseRow, DraftRow, TaskRow } from "./tables.ts";

/** A draft as whoever asks may have it: when it is an officer who asks, with the help that lets them in, now. */
export type HeldDraft = DraftRow & { help?: string | null };
const help = `(select id from cases.assistance a where a.draft = d.id and a.state = 'open' and a.officer = $2
  and a.expires_at > $3 limit 1) as help`;
async function draftRow<Row extends HeldDraft>(
  { tx, actor, now }: Pick<Context, "tx" | "actor" | "now">,
  id: string,
  more: string,
  end: string,
): Promise<Row | null> {
  if (!isId(id)) return null;
  const [row] = actor.officer
    ? await tx.query<Row>(`select d.*, ${help}${more} from cases.draft d where d.id = $1${end}`, [
        id,
        actor.officer.id,
        now,
      ])
    : await tx.query<Row>(`select d.*${more} from cases.draft d where d.id = $1${end}`, [id]);
  return row ?? null;
}
export const draftHeld = (context: Pick<Context, "tx" | "actor" | "now">, id: string): Promise<HeldDraft | null> =>
  draftRow(context, id, "", "");
/** A draft that nobody else changes until this transaction is over: of two saves at once none undoes the other. */
export const draftLocked = (context: Pick<Context, "tx" | "actor" | "now">, id: string): Promise<HeldDraft | null> =>
  draftRow(context, id, "", " for update of d");
/** The same, with the number that it gets when it is handed in. */
export const draftNumbered = (context: Pick<Context, "tx" | "actor" | "now">, id: string) =>
  draftRow<HeldDraft & { seq: bigint }>(context, id, ", nextval('cases.case_number') as seq", " for update of d");
export async function caseHeld(tx: Tx, id: string): Promise<CaseRow | null> {
  if (!isId(id)) return null;
  const [row] = await tx.query<CaseRow>("select * from cases.case where id = $1", [id]);
  return row ?? null;
}

/** A case that nobody else moves until this transaction is over. */
export type LockedCase = CaseRow & { readonly locked: true };
export async function caseLocked(tx: Tx, id: string): Promise<LockedCase | null> {
  if (!isId(id)) return null;
  const [row] = await tx.query<LockedCase>("select * from cases.case where id = $1 for update", [id]);
  return row ?? null;
}

/** A task with its case, or what is needed of it, locked. */
export interface Work<Row = LockedCase> {
  task: TaskRow;
  row: Row;
  /** Who asks stands in today for the one who has it, in the duty that it asks for. */
  standsIn: boolean;
}
/** `$2` stands in for whoever has task `t` on the day `$3`. */
export const standIn = `exists (select from cases.absence a where a.officer = t.assignee and a.deputy = $2
  and a.revoked_at is null and a.from_day <= $3 and a.until_day >= $3 and t.role = any (a.roles))`;

async function taskHeld<Row extends object>(
  { tx, actor, now, world }: Pick<Context, "tx" | "actor" | "now" | "world">,
  id: string,
  columns: string,
): Promise<Work<Row> | null> {
  if (!isId(id)) return null;
  // Asked together; the task is read after the case is locked, so it is as whoever came first left it.
  const [[row], [found]] = await Promise.all([
    tx.query<Row>(
      `select ${columns} from cases.case c where c.id = (select case_id from cases.task where id = $1) for update`,
      [id],
    ),
    tx.query<TaskRow & { stands_in: boolean }>(`select t.*, ${standIn} as stands_in from cases.task t where id = $1`, [
      id,
      actor.officer?.id ?? null,
      world.calendar.today(now),
    ]),
  ]);
  if (!row || !found) return null;
  const { stands_in: standsIn, ...task } = found;
  return { task, row, standsIn };
}
type Asking = Parameters<typeof taskHeld>[0];
/** To move the case. */
export const workHeld = (asking: Asking, id: string): Promise<Work | null> => taskHeld<LockedCase>(asking, id, "c.*");
/** To say who does it. */
export const dutyHeld = (asking: Asking, id: string): Promise<Work<CaseOf> | null> =>
  taskHeld<CaseOf>(asking, id, "c.id, c.person, c.business");
type CaseOf = Pick<CaseRow, "id" | "person" | "business">;

// `never`: these ties fit drafts and cases alike, and leave it to `load` to say which.
type Owned = Pick<CaseRow, "person" | "business" | "hat">;
/** Whose it is: the person who began it in private life, or who now acts for the business with a mandate to apply. */
export const applicant: Relation<never, unknown> = relation<Owned>("applicant", (actor, thing) =>
  actor.hat === "business"
    ? thing.business !== null && thing.business === actor.business?.id && actor.business.scopes.includes("apply")
    : thing.person === actor.person && thing.hat === "citizen",
);
/** The officer at a counter to whom the person has just given their one-time code for this draft. */
export const helping: Relation<never, unknown> = relation<HeldDraft>(
  "officer who helps, by the person's code",
  (actor, draft) => actor.officer !== null && Boolean(draft.help),
);
export async function helpHeld(tx: Tx, id: string, end = ""): Promise<AssistanceRow | null> {
  if (!isId(id)) return null;
  const [row] = await tx.query<AssistanceRow>(`select * from cases.assistance where id = $1${end}`, [id]);
  return row ?? null;
}
export const helpAsker: Relation<AssistanceRow, unknown> = relation<AssistanceRow>(
  "officer who asked to help",
  (actor, row) => row.officer === actor.officer?.id,
);
/** Refuses to change a draft that others look at, or that is handed in. */
export function stillOpen({ state }: Pick<DraftRow, "state">): void {
  if (state === "signing") refuse("conflict", "cases.refusal.signing");
  if (state !== "open") refuse("conflict", "cases.refusal.handed-in");
}
/** Who fills a draft in: its applicant, or the officer who helps. */
export const fillsIn: {
  readonly hat: "citizen" | "business" | "officer";
  readonly roles?: readonly ["front-desk"];
  readonly relation: Relation<never, unknown>;
  readonly assurance: 2;
}[] = [
  { hat: "citizen", relation: applicant, assurance: 2 },
  { hat: "business", relation: applicant, assurance: 2 },
  { hat: "officer", roles: ["front-desk"], relation: helping, assurance: 2 },
];
/** An office of an agency that works on the case. */
export const involved: Relation<never, unknown> = relation<Pick<CaseRow, "agencies">>(
  "office that works on it",
  (actor, thing) => thing.agencies.includes(actor.officer?.agency ?? ""),
);
/** Holds the duty, at the office, that the task asks for; and nobody else has taken it, or they stand in for who has. */
export const worker = relation<Work>("officer whose task it is", (actor, { task, standsIn }) => {
  const { officer } = actor;
  return (
    officer !== null &&
    officer.agency === task.agency &&
    officer.office === task.office &&
    officer.roles.some((role) => role === task.role) &&
    (task.assignee === null || task.assignee === officer.id || standsIn)
  );
});
export const colleague: Relation<never, unknown> = relation<Pick<Work, "task">>(
  "colleague of the office",
  (actor, { task }) =>
    actor.officer?.agency === task.agency &&
    actor.officer.office === task.office &&
    actor.officer.roles.some((role) => role === task.role),
);

/** Nobody works on their own case, their household's, or that of a business of theirs. */
export async function keepFromOwn(
  context: Pick<Context, "ask">,
  { person, business }: Pick<CaseRow, "person" | "business">,
): Promise<void> {
  if (await context.ask(ownInterest.inOne, { person, business })) refuse("not-allowed", "cases.refusal.own-case");
}

/** Whether a part of the case waits for that: "payment", "issued". */
export const waitsFor = (service: OnlineService, { process }: Pick<CaseRow, "process">, word: string): boolean =>
  process.tokens.some(({ at }) => {
    const step = service.process.steps[at];
    return step !== undefined && "wait" in step && step.wait === word;
  });

/** A case that waits for another office's answer is not decided before it comes, or is no longer wanted. */
export async function notHeld(tx: Tx, id: string): Promise<void> {
  const [open] = await tx.query(
    "select 1 from cases.inquiry where case_id = $1 and holds and answered_at is null and withdrawn_at is null limit 1",
    [id],
  );
  if (open) refuse("conflict", "cases.refusal.on-hold");
}

const known = new WeakMap<object, Map<string, OpenService>>();
/** The version that a draft or case is pinned to. Published versions never change, so each process asks once. */
export async function definitionOf(
  context: Pick<Context, "ask" | "world">,
  code: string,
  version?: number,
): Promise<OpenService> {
  let kept = known.get(context.world);
  if (!kept) {
    kept = new Map();
    known.set(context.world, kept);
  }
  const key = `${code}@${version}`;
  const found = version === undefined ? undefined : kept.get(key);
  if (found) return found;
  const service = await context.ask(serviceByCode, { code, ...(version !== undefined && { version }) });
  if (!service || !isOnline(service)) refuse("not-found", "cases.refusal.no-such-service");
  const process = withHand(context.world, service);
  const open = { ...service, process, called: await calledBy(context, process) };
  kept.set(`${code}@${service.version}`, open);
  return open;
}
