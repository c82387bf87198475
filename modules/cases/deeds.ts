import { type CommandContext, money, moneyText, refuse, textIn } from "../../kernel/index.ts";
import { type OnlineService, promising } from "../catalogue/index.ts";
import { cancelBill, createBill } from "../payments/index.ts";
import { awaitedOf } from "./awaited.ts";
import { daysOf } from "./clocks.ts";
import { actRow, type Move } from "./host.ts";
import { tellApplicant } from "./messages.ts";
import type { ActRow } from "./tables.ts";

/** What the process may ask to be done, by the name its file uses. Each works in the case's own transaction. */
export async function doDeeds(context: CommandContext, service: OnlineService, moved: Move): Promise<ActRow[]> {
  const acts: ActRow[] = [];
  notAwaited(context, service, moved);
  for (const deed of moved.dos) {
    const work = deeds[deed.name];
    if (!work) throw new Error(`${service.code}: the process asks for "${deed.name}", which nobody does`);
    await work(
      context,
      service,
      moved,
      (kind, body) => acts.push(actRow(context, moved.row.id, { kind, audience: "all", ...(body && { body }) })),
      deed.with,
    );
  }
  return acts;
}

/** Nobody is given what they asked for while something of it is still to be brought: neither by an officer nor by itself. */
function notAwaited(context: CommandContext, service: OnlineService, { row, dos }: Move): void {
  const awaited = awaitedOf(context, service, row);
  const deeds = dos.map(({ name }) => name);
  if (awaited.length > 0 && promising.isGranting(service, row.process, deeds))
    refuse("conflict", "cases.refusal.awaited", { count: awaited.length });
}

type Deed = (
  context: CommandContext,
  service: OnlineService,
  moved: Move,
  note: (kind: string, body?: Record<string, unknown>) => void,
  /** What the step says besides: which document, which message. */
  more: Readonly<Record<string, string>>,
) => Promise<void>;

/** By the names that a process may say; a test holds the example's processes to them. */
export const deeds: Record<string, Deed> = {
  async approve({ now }, _service, moved, note) {
    // What ends in the same move has ended: nothing is left to be paid or made.
    Object.assign(moved.row, { decided_at: now, ...(!moved.row.closed_at && { status: "approved" }) });
    moved.facts.push({ name: "cases.approved", subject: moved.row.id, body: { service: moved.row.service } });
    note("approved");
  },
  async bill(context, service, moved, note) {
    const { world, now, tell } = context;
    const { row } = moved;
    const { fee } = service;
    if (!fee) throw new Error(`${service.code}: a bill was asked for, and there is no fee`);
    const amount = row.decisions[fee.decision]?.outputs?.[fee.output];
    if (typeof amount !== "number" || amount <= 0)
      throw new Error(`${service.code}: the fee of case ${row.number} is not an amount`);
    const due = money(amount, world.government.currency);
    const expiresAt = new Date(now.getTime() + daysOf(context, service, row, fee.payWithinDays, now) * 86_400_000);
    const title = {
      id: `${textIn(fee.title, "id")} ${row.number}`,
      en: `${textIn(fee.title, "en")} ${row.number}`,
    };
    const { bill } = await tell(createBill, {
      subject: row.id,
      payerPerson: row.person,
      payerBusiness: row.hat === "business" ? row.business : null,
      title,
      agency: row.agency,
      law: fee.law,
      currency: due.currency,
      expiresAt,
      lines: [
        {
          code: fee.code,
          title: { id: textIn(fee.title, "id"), en: textIn(fee.title, "en") },
          minor: due.minor,
        },
      ],
    });
    row.bill = bill;
    await tellApplicant(
      context,
      service,
      row,
      "approved",
      (locale) => ({ amount: moneyText(due, locale), billDue: expiresAt }),
      `/tagihan/${bill}`,
    );
    note("billed", { amount, until: expiresAt.toISOString() });
  },
  async issue(_context, service, moved, note, { document }) {
    const { id, bill } = moved.row;
    moved.jobs.push({
      name: "cases.issue-document",
      payload: { case: id, ...(document && { document }) },
      key: `issue:${id}:${document ?? ""}`,
    });
    if (service.fee && bill) note("paid");
  },
  async tell(context, service, moved, _note, { message = "" }) {
    await tellApplicant(context, service, moved.row, message, () => ({}), `/permohonan/${moved.row.id}`);
  },
  async refuse({ now }, _service, moved) {
    moved.row.decided_at = now;
  },
  async lapse(context, service, moved, note) {
    if (moved.row.bill) {
      const { state } = await context.tell(cancelBill, { bill: moved.row.bill });
      // Paid in the last moment: the word of it is on its way to this case, and goes first.
      if (state === "paid") refuse("conflict", "cases.refusal.moved-on");
    }
    await tellApplicant(context, service, moved.row, "lapsed", () => ({}), `/permohonan/${moved.row.id}`);
    note("lapsed");
  },
  async "remind-office"(_context, _service, moved, note) {
    moved.facts.push({ name: "cases.office-late", subject: moved.row.id, body: { agency: moved.row.agency } });
    note("reminded-office");
  },
  async "remind-applicant"(context, service, moved, note) {
    await tellApplicant(context, service, moved.row, "reminder", () => ({}), `/permohonan/${moved.row.id}`);
    note("reminded-applicant");
  },
};
