import { type CommandContext, money, moneyText, refuse, textIn } from "../../kernel/index.ts";
import type { OnlineService } from "../catalogue/index.ts";
import { cancelBill, createBill } from "../payments/index.ts";
import { actRow, type Move } from "./host.ts";
import { tellApplicant } from "./messages.ts";
import type { ActRow } from "./tables.ts";

/** What the process may ask to be done, by the name its file uses. Each works in the case's own transaction. */
export async function doDeeds(context: CommandContext, service: OnlineService, moved: Move): Promise<ActRow[]> {
  const acts: ActRow[] = [];
  for (const deed of moved.dos) {
    const work = deeds[deed.name];
    if (!work) throw new Error(`${service.code}: the process asks for "${deed.name}", which nobody does`);
    await work(context, service, moved, (kind, body) =>
      acts.push(actRow(context, moved.row.id, { kind, audience: "all", ...(body && { body }) })),
    );
  }
  return acts;
}

type Deed = (
  context: CommandContext,
  service: OnlineService,
  moved: Move,
  note: (kind: string, body?: Record<string, unknown>) => void,
) => Promise<void>;

/** By the names that a process may say; a test holds the example's processes to them. */
export const deeds: Record<string, Deed> = {
  async approve({ now }, _service, moved, note) {
    Object.assign(moved.row, { status: "approved", decided_at: now });
    moved.facts.push({ name: "cases.approved", subject: moved.row.id, body: { service: moved.row.service } });
    note("approved");
  },
  async bill(context, service, moved, note) {
    const { world, now, tell } = context;
    const { row } = moved;
    const amount = row.decisions[service.fee.decision]?.outputs?.[service.fee.output];
    if (typeof amount !== "number" || amount <= 0)
      throw new Error(`${service.code}: the fee of case ${row.number} is not an amount`);
    const due = money(amount, world.government.currency);
    const expiresAt = new Date(now.getTime() + service.fee.payWithinDays * 86_400_000);
    const title = {
      id: `${textIn(service.fee.title, "id")} ${row.number}`,
      en: `${textIn(service.fee.title, "en")} ${row.number}`,
    };
    const { bill } = await tell(createBill, {
      subject: row.id,
      payerPerson: row.person,
      payerBusiness: row.hat === "business" ? row.business : null,
      title,
      agency: row.agency,
      law: service.fee.law,
      currency: due.currency,
      expiresAt,
      lines: [
        {
          code: service.fee.code,
          title: { id: textIn(service.fee.title, "id"), en: textIn(service.fee.title, "en") },
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
    note("billed", { amount });
  },
  async issue(_context, _service, moved, note) {
    moved.jobs.push({ name: "cases.issue-document", payload: { case: moved.row.id }, key: `issue:${moved.row.id}` });
    note("paid");
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
