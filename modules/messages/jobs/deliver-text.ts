import type { JobHandler } from "../../../kernel/index.ts";
import { settleDelivery } from "../commands/settle-delivery.ts";
import { mostTries } from "../message.ts";
import { deliveryToMake } from "../queries/inbox.ts";
import { texterOf } from "../texter.ts";

/** Sends a message's copy as a text message: its title alone, because a text message is read at a glance. */
export const deliverText: JobHandler = {
  name: "messages.deliver-text",
  async handle({ world, act, ask }, payload) {
    const delivery = String(payload.delivery);
    const copy = await ask(deliveryToMake, { delivery });
    if (!copy) return;
    if (!copy.agreed) {
      await act(settleDelivery, { delivery, state: "failed", fault: "consent-withdrawn" });
      return;
    }
    const texter = texterOf(world);
    if (!texter) {
      await act(settleDelivery, { delivery, state: "failed", fault: "not-configured" });
      return;
    }
    try {
      await texter.send({ id: delivery, to: copy.address, text: copy.message.title[copy.locale].slice(0, 300) });
    } catch (error) {
      const given = copy.attempts + 1 >= mostTries;
      const fault = String((error as { code?: string }).code ?? "failed").slice(0, 100);
      await act(settleDelivery, { delivery, state: given ? "failed" : "queued", fault });
      if (given) return;
      throw new Error(`text message not sent yet (${fault})`);
    }
    await act(settleDelivery, { delivery, state: "sent", fault: null });
  },
};
