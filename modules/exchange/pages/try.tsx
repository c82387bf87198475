import { Button, InsetText, Radios, Select, SummaryList, TextInput } from "../../../design/index.ts";
import {
  entitled,
  faultAt,
  field,
  page,
  type RequestContext,
  refuse,
  textIn,
  type View,
} from "../../../kernel/index.ts";
import { tryCall } from "../commands/try-call.ts";
import { exchange } from "../gateway/door.ts";
import { signingKeyOf } from "../keystore.ts";
import { agreementWhole } from "../queries/agreements.ts";
import { contentDigest } from "../signature/digest.ts";
import { requestComponents, signMessage } from "../signature/sign.ts";
import { desk, idOf, Wrong } from "./parts.tsx";

interface Tried {
  sent: string;
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Tries an agreement from the browser: what is sent, signed by the house for the system, and what comes back. */
export const tryPage = page({
  path: `${desk}/coba/:id`,
  limit: { times: 30, seconds: 60 },
  show: (context, refusal) => view(context, null, refusal),
  async submit(context) {
    const { act, ask, form, params, world } = context;
    const id = params.id ?? "";
    await act(tryCall, { agreement: id, reason: field(form, "reason") });
    const { consumer, provider, service } = await ask(agreementWhole, { id });
    const key = await signingKeyOf(world, consumer.id);
    if (!key) refuse("conflict", "exchange.refusal.own-key");
    const address = `/r1/${idOf(provider)}/${service.code}/${field(form, "path") === "exists" ? "exists" : "find"}`;
    const body = Buffer.from(JSON.stringify({ [field(form, "kind") || "nik"]: field(form, "value").trim() }));
    const at = world.clock.now();
    const headers = {
      "content-type": "application/json",
      "content-digest": contentDigest(body),
      "x-road-client": idOf(consumer),
      "x-road-id": world.newId(),
      "x-road-issue": "try",
    };
    const message = { method: "POST", url: new URL(address, world.config.PUBLIC_URL), headers };
    const signed = signMessage(message, key, { components: [...requestComponents, "content-digest"], created: at });
    const answer = await exchange(world, {
      face: "road",
      method: "POST",
      address,
      headers: { ...headers, ...signed.headers },
      body,
      request: context.requestId,
      at,
    });
    const lines = Object.entries({ ...headers, ...signed.headers }).map(([name, value]) => `${name}: ${value}`);
    return view(context, {
      sent: [`POST ${address}`, ...lines].join("\n"),
      status: answer.status ?? 200,
      headers: answer.headers ?? {},
      body: answer.body.toString(),
    });
  },
});

async function view(
  context: RequestContext,
  tried: Tried | null,
  refusal?: Parameters<typeof Wrong>[0]["refusal"],
): Promise<View> {
  const { ask, say, locale, params, form, once, actor } = context;
  entitled(tryCall, actor);
  const { agreement, service } = await ask(agreementWhole, { id: params.id ?? "" });
  return {
    title: say("exchange.try"),
    back: { href: `${desk}/sepakat/${agreement.id}`, label: agreement.number },
    main: (
      <>
        <Wrong refusal={refusal} context={context} />
        <h1>{say("exchange.try")}</h1>
        <p class="lead">{textIn(service.title, locale)}</p>
        {tried && (
          <section>
            <h2>{say("exchange.try.answer", { status: tried.status })}</h2>
            <pre>{tried.body}</pre>
            <SummaryList
              rows={Object.entries(tried.headers).map(([name, value]) => ({ key: name, value: <code>{value}</code> }))}
            />
            <h2>{say("exchange.try.sent")}</h2>
            <pre>{tried.sent}</pre>
          </section>
        )}
        <InsetText>{say("exchange.try.lead")}</InsetText>
        <form method="post" noValidate autoComplete="off" class="short">
          <input type="hidden" name="_once" value={once} />
          <Select
            id="kind"
            name="kind"
            label={say("exchange.try.kind")}
            value={field(form, "kind")}
            options={["nik", "nib", "number"].map((kind) => ({ value: kind, text: say(`exchange.try.kind.${kind}`) }))}
          />
          <TextInput
            id="value"
            name="value"
            label={say("exchange.try.value")}
            maxLength={80}
            value={field(form, "value")}
          />
          <Radios
            id="path"
            name="path"
            label={say("exchange.try.what")}
            value={field(form, "path") || "find"}
            options={["find", "exists"].map((path) => ({ value: path, text: say(`exchange.try.${path}`) }))}
          />
          <TextInput
            id="reason"
            name="reason"
            label={say("exchange.reason")}
            maxLength={300}
            value={field(form, "reason")}
            error={faultAt(context, refusal, "reason")}
          />
          <Button>{say("exchange.try.send")}</Button>
        </form>
      </>
    ),
  };
}
