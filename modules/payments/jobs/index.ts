import type { JobHandler } from "../../../kernel/index.ts";
import { expireBill } from "../commands/bills.ts";
import { noteLooks } from "../commands/note-looks.ts";
import { recordEvent } from "../commands/record-event.ts";
import { gatewayNamed } from "../gateway/index.ts";
import { silentOrders } from "../queries/bills.ts";

/** A bill's time is up. */
export const expireJob: JobHandler = {
  name: "payments.expire-bill",
  async handle({ act }, { bill }) {
    const { state } = await act(expireBill, { bill: String(bill) });
    // The queue goes by the database's clock. Where that one runs ahead, the job comes back.
    if (state === "open") throw new Error("the bill's time is not up yet");
  },
};

/** Callbacks get lost: every ten minutes the house asks the gateway about orders that stayed silent. */
export const lookJob: JobHandler = {
  name: "payments.look-for-silent-orders",
  cron: "*/10 * * * *",
  async handle({ world, act, ask }) {
    const orders = await ask(silentOrders, { minutes: 10 });
    const nothing: string[] = [];
    const faults: unknown[] = [];
    for (const { id, gateway, reference } of orders) {
      try {
        const event = await gatewayNamed(world, gateway)?.look(world, reference);
        if (event) await act(recordEvent, { gateway, ...event });
        else nothing.push(id);
      } catch (error) {
        // One order's trouble keeps no other waiting.
        faults.push(error);
      }
    }
    if (nothing.length > 0) await act(noteLooks, { orders: nothing });
    if (faults.length > 0)
      throw new AggregateError(faults, `${faults.length} of ${orders.length} orders not looked at`);
  },
};
