import { Button, Notice } from "../../../design/index.ts";
import { field, goTo, moneyText, page, refuse, type World } from "../../../kernel/index.ts";
import type { PaymentEvent } from "../gateway/gateway.ts";
import { payInSilence, signCallback } from "../gateway/simulator.ts";
import { demoOrder } from "../queries/bills.ts";

/** Sends a callback as the gateway would: signed, over HTTP, to our own door on this machine. */
async function tell(world: World, { amountMinor, ...event }: PaymentEvent, at: Date): Promise<number> {
  const text = JSON.stringify({ ...event, amountMinor: amountMinor.toString() });
  const answer = await fetch(`http://127.0.0.1:${world.config.PORT}/payments/callback/qris`, {
    method: "POST",
    body: text,
    headers: signCallback(world, text, at),
    signal: AbortSignal.timeout(10_000),
  });
  return answer.status;
}

/** The demo's wallet: plays the payer's bank, honestly or not. Not there outside the demo. */
export const demoWalletPage = page({
  path: "/demo/qris/:reference",
  async show({ ask, say, locale, params, world, query }, refusal) {
    const order = await ask(demoOrder, { reference: params.reference ?? "" });
    if (!order) refuse("not-found", "kernel.refusal.no-such-page");
    return {
      title: say("payments.wallet.title"),
      main: (
        <div class="short">
          {query.jawab && <Notice>{say("payments.wallet.answered", { status: query.jawab })}</Notice>}
          {refusal && <p role="alert">{say(refusal.messageKey, refusal.values)}</p>}
          <h1>{say("payments.wallet.title")}</h1>
          <p>{say("payments.wallet.explained")}</p>
          <p class="amount">{moneyText({ minor: order.amount_minor, currency: world.government.currency }, locale)}</p>
          <form method="post" action={`/demo/qris/${order.reference}`}>
            <Button name="how" value="pay">
              {say("payments.wallet.pay")}
            </Button>
            <div class="govuk-button-group">
              {(["twice", "wrong", "late", "silent", "forged"] as const).map((how) => (
                <Button key={how} name="how" value={how} look="secondary">
                  {say(`payments.wallet.${how}`)}
                </Button>
              ))}
            </div>
          </form>
          <p>
            <a href={`/tagihan/${order.bill}`}>{say("payments.wallet.back")}</a>
          </p>
        </div>
      ),
    };
  },
  async submit({ ask, params, world, form, once }) {
    const order = await ask(demoOrder, { reference: params.reference ?? "" });
    if (!order) refuse("not-found", "kernel.refusal.no-such-page");
    const how = field(form, "how");
    const now = world.clock.now();
    const amount = how === "wrong" ? order.amount_minor - 100n : order.amount_minor;
    const happenedAt = how === "late" ? new Date(now.getTime() + 400 * 86_400_000) : now;
    const { currency } = world.government;
    const event = { event: `sim-${once}`, reference: order.reference, amountMinor: amount, currency, happenedAt };
    if (how === "silent") {
      payInSilence(world, event);
      return goTo(`/bayar/${order.bill}`);
    }
    let status = await tell(world, event, how === "forged" ? new Date(0) : now);
    if (how === "twice") status = await tell(world, event, now);
    return how === "pay" && status === 200
      ? goTo(`/tagihan/${order.bill}`)
      : goTo(`/demo/qris/${order.reference}?jawab=${status}`);
  },
});
