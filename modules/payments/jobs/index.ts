import type { JobHandler } from "../../../kernel/index.ts";
import { expireBill } from "../commands/bills.ts";
import { recordEvent } from "../commands/pay.ts";
import { gatewayNamed } from "../gateway/index.ts";
import { silentOrders } from "../queries/bills.ts";

/** A bill's time is up. */
export const expireJob: JobHandler = {
  name: "payments.expire-bill",
  handle: async ({ act }, { bill }) => void (await act(expireBill, { bill: String(bill) })),
};

/** Callbacks get lost: every ten minutes the house asks the gateway about orders that stayed silent. */
export const lookJob: JobHandler = {
  name: "payments.look-for-silent-orders",
  cron: "*/10 * * * *",
  async handle({ world, act, ask }) {
    for (const { gateway, reference } of await ask(silentOrders, { minutes: 10 })) {
      const event = await gatewayNamed(gateway)?.look(world, reference);
      if (event) await act(recordEvent, { gateway, ...event });
    }
  },
};
