import QRCode from "qrcode";
import {
  Button,
  ButtonLink,
  FactRows,
  InsetText,
  Notice,
  Pages,
  PayPanel,
  SummaryList,
  Tag,
} from "../../../design/index.ts";
import { dateTime, longDate } from "../../../design/words.ts";
import { goTo, moneyText, page, type Say, textIn } from "../../../kernel/index.ts";
import { startPayment } from "../commands/start-payment.ts";
import { billById, myBills } from "../queries/bills.ts";
import type { BillRow } from "../tables.ts";

const amountOf = (bill: Pick<BillRow, "total_minor" | "currency">, locale: string) =>
  moneyText({ minor: bill.total_minor, currency: bill.currency }, locale);
const tones = { open: "yellow", paid: "green", expired: "red", cancelled: undefined } as const;
export const stateTag = (state: BillRow["state"], say: Say) => (
  <Tag tone={tones[state]}>{say(`payments.state.${state}`)}</Tag>
);

/** My bills. */
export const billsPage = page({
  path: "/tagihan",
  async show({ ask, say, locale, query }) {
    const { rows, older, newer } = await ask(myBills, {
      ...(query.after && { after: query.after }),
      ...(query.before && { before: query.before }),
    });
    return {
      title: say("payments.bills.title"),
      back: { href: "/saya", label: say("payments.back") },
      main: (
        <>
          <h1>{say("payments.bills.title")}</h1>
          {rows.length === 0 && <p>{say("payments.bills.none")}</p>}
          <FactRows
            items={rows.map((bill) => ({
              href: `/tagihan/${bill.id}`,
              title: textIn(bill.title, locale),
              facts: amountOf(bill, locale),
              under: (
                <>
                  {bill.number} · {stateTag(bill.state, say)}
                </>
              ),
            }))}
          />
          <Pages
            older={older && `/tagihan?after=${older}`}
            newer={newer && `/tagihan?before=${newer}`}
            words={{ older: say("payments.older"), newer: say("payments.newer"), label: say("payments.bills.title") }}
          />
        </>
      ),
    };
  },
});

/** One bill: what for, by which law, until when; once paid, the receipt. */
export const billPage = page({
  path: "/tagihan/:id",
  async show({ ask, say, locale, params, world, actor }) {
    const { bill, receipt, unmatched } = await ask(billById, { id: params.id ?? "" });
    const zone = world.calendar.timeZone;
    const agency = world.government.agencies.find(({ code }) => code === bill.agency);
    const from = actor.hat === "officer" ? null : (actor.business?.name ?? actor.name);
    return {
      title: receipt
        ? `${say("payments.receipt.title")} ${receipt.number}`
        : `${say("payments.bill.title")} ${bill.number}`,
      back: { href: "/tagihan", label: say("payments.bills.title") },
      main: (
        <div class="short">
          {receipt && <Notice>{say("payments.bill.thanks")}</Notice>}
          <h1>
            {receipt
              ? `${say("payments.receipt.title")} ${receipt.number}`
              : `${say("payments.bill.title")} ${bill.number}`}
          </h1>
          <p class="amount">{amountOf(bill, locale)}</p>
          <SummaryList
            rows={[
              { key: say("payments.bill.for"), value: textIn(bill.title, locale) },
              ...bill.lines.map((line) => ({
                key: textIn(line.title, locale),
                value: moneyText({ minor: BigInt(line.minor), currency: bill.currency }, locale),
                source: bill.law,
              })),
              { key: say("payments.bill.state"), value: stateTag(bill.state, say) },
              receipt
                ? { key: say("payments.bill.paid-at"), value: dateTime(receipt.paid_at, locale, zone) }
                : { key: say("payments.bill.until"), value: longDate(bill.expires_at, locale, zone) },
              ...(receipt ? [{ key: say("payments.bill.title"), value: bill.number }] : []),
              ...(receipt && from ? [{ key: say("payments.receipt.from"), value: from }] : []),
              ...(agency ? [{ key: say("payments.bill.agency"), value: textIn(agency.name, locale) }] : []),
            ]}
          />
          {unmatched.map((money) => (
            <InsetText key={money.id}>
              {say(`payments.unmatched.${money.settled_at ? "sent-back" : "kept"}`, {
                amount: moneyText({ minor: money.amount_minor, currency: money.currency }, locale),
                day: longDate(money.settled_at ?? money.opened_at, locale, zone),
                why: say(`payments.verdict.${money.kind}`),
              })}
            </InsetText>
          ))}
          {bill.state === "open" && <ButtonLink href={`/bayar/${bill.id}`}>{say("payments.bill.pay")}</ButtonLink>}
          <p>
            <a href={`/permohonan/${bill.subject}`}>{say("payments.bill.case")}</a>
          </p>
        </div>
      ),
    };
  },
});

/** Paying: begin with the second factor, then scan. Without script a link asks whether the money has come. */
export const payPage = page({
  path: "/bayar/:id",
  async show(context) {
    const { ask, say, locale, params, world, once, actor } = context;
    const { bill, intent } = await ask(billById, { id: params.id ?? "" });
    if (bill.state !== "open") return goTo(`/tagihan/${bill.id}`);
    return {
      title: say("payments.pay.title"),
      back: { href: `/tagihan/${bill.id}`, label: `${say("payments.bill.title")} ${bill.number}` },
      main: (
        <>
          <h1>{say("payments.pay.title")}</h1>
          <PayPanel
            title={textIn(bill.title, locale)}
            amount={amountOf(bill, locale)}
            until={say("payments.pay.until", { day: longDate(bill.expires_at, locale, world.calendar.timeZone) })}
            {...(intent && {
              code: {
                svg: await QRCode.toString(intent.payload, { type: "svg", margin: 2, errorCorrectionLevel: "M" }),
                label: say("payments.pay.picture", { number: bill.number }),
              },
            })}
          >
            {intent ? (
              <p>{say("payments.pay.scan")}</p>
            ) : (
              <form method="post" action={`/bayar/${bill.id}`}>
                <input type="hidden" name="_once" value={once} />
                <p>{say(actor.assurance === 3 ? "payments.pay.ready" : "payments.pay.code-first")}</p>
                <Button>{say("payments.pay.begin")}</Button>
              </form>
            )}
          </PayPanel>
          {intent && (
            <div class="govuk-button-group">
              <ButtonLink href={`/bayar/${bill.id}`} look="secondary">
                {say("payments.pay.look")}
              </ButtonLink>
              {world.config.DEMO === "yes" && <a href={`/demo/qris/${intent.reference}`}>{say("payments.pay.demo")}</a>}
            </div>
          )}
        </>
      ),
    };
  },
  async submit({ act, params }) {
    await act(startPayment, { bill: params.id ?? "" });
    return goTo(`/bayar/${params.id}`);
  },
});
