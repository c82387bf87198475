import {
  Button,
  ButtonLink,
  FactRows,
  InsetText,
  Radios,
  SummaryList,
  Table,
  Textarea,
  TextInput,
} from "../../../design/index.ts";
import { dateTime } from "../../../design/words.ts";
import { entitled, faultAt, field, goTo, page, type RequestContext, textIn } from "../../../kernel/index.ts";
import { addKey, allowSignIn, askSystem, decideSystem, revokeKey } from "../commands/systems.ts";
import { operates, speaksFor } from "../party.ts";
import { systemWhole } from "../queries/agreements.ts";
import { servicesOf } from "../queries/service.ts";
import { desk, idOf, memberName, State, Wrong } from "./parts.tsx";

const KeyInput = ({ context, error }: { context: RequestContext; error: string | undefined }) => (
  <Textarea
    id="key"
    name="key"
    label={context.say("exchange.key")}
    hint={context.say("exchange.key-hint")}
    maxLength={4000}
    value={field(context.form, "key")}
    error={error}
  />
);

/** Brings an application into the exchange: its name, whom to write to, and its public key; the house makes one where none is brought. */
export const newSystemPage = page({
  path: `${desk}/sistem-baru`,
  show(context, refusal) {
    const { say, form, once, actor } = context;
    entitled(askSystem, actor);
    return {
      title: say("exchange.ask-system"),
      back: { href: desk, label: say("exchange.desk") },
      main: (
        <>
          <Wrong refusal={refusal} context={context} />
          <h1>{say("exchange.ask-system")}</h1>
          <p>{say("exchange.ask-system.lead")}</p>
          <form method="post" noValidate autoComplete="off" class="short">
            <input type="hidden" name="_once" value={once} />
            <TextInput
              id="name"
              name="name"
              label={say("exchange.name")}
              maxLength={100}
              value={field(form, "name")}
              error={faultAt(context, refusal, "name")}
            />
            <TextInput
              id="system"
              name="system"
              label={say("exchange.code")}
              hint={say("exchange.code-hint")}
              maxLength={60}
              value={field(form, "system")}
              error={faultAt(context, refusal, "system")}
            />
            <TextInput
              id="contact"
              name="contact"
              label={say("exchange.contact")}
              hint={say("exchange.contact-hint")}
              maxLength={200}
              value={field(form, "contact")}
              error={faultAt(context, refusal, "contact")}
            />
            <KeyInput context={context} error={faultAt(context, refusal, "key")} />
            <Button>{say("exchange.ask-system.send")}</Button>
          </form>
        </>
      ),
    };
  },
  async submit({ act, form }) {
    const name = field(form, "name");
    const { id } = await act(askSystem, {
      system: field(form, "system"),
      name: { id: name, en: name },
      contact: field(form, "contact"),
      key: field(form, "key") || null,
    });
    return goTo(`${desk}/sistem/${id}`);
  },
});

/** Whether the system signs in with its keys, and under which name it does. */
const SignIn = ({ context: { say, once }, client }: { context: RequestContext; client: string | null }) => (
  <form method="post" class="short">
    <h2>{say("exchange.sign-in")}</h2>
    <p>{say("exchange.sign-in.lead")}</p>
    <input type="hidden" name="_once" value={`${once}in`} />
    {client && (
      <p>
        client_id: <code>{client}</code>
      </p>
    )}
    <Button name="do" value={client ? "stop" : "allow"} look="secondary">
      {say(client ? "exchange.sign-in.stop" : "exchange.sign-in.allow")}
    </Button>
  </form>
);

/** A system with its keys: its own people give it others, the operator lets it in. */
export const systemPage = page({
  path: `${desk}/sistem/:id`,
  async show(context, refusal) {
    const { ask, say, locale, params, form, once, actor, world } = context;
    const system = await ask(systemWhole, { id: params.id ?? "" });
    const own = speaksFor(actor, system);
    const decides = operates(world, actor) && actor.officer?.roles.includes("steward") && system.state !== "refused";
    const acts =
      own && !(actor.officer && !actor.officer.roles.some((role) => role === "steward" || role === "administrator"));
    const services = own && actor.hat === "officer" ? await ask(servicesOf, { system: system.id }) : [];
    const live = system.keys.filter(({ revoked_at }) => !revoked_at);
    return {
      title: textIn(system.name, locale),
      back: { href: desk, label: say("exchange.desk") },
      main: (
        <>
          <Wrong refusal={refusal} context={context} />
          <div class="title-row">
            <h1>{textIn(system.name, locale)}</h1>
            <State state={system.state} say={say} />
          </div>
          {system.state === "asked" && own && <InsetText>{say("exchange.system.sandbox")}</InsetText>}
          <SummaryList
            rows={[
              { key: say("exchange.identifier"), value: <code>{idOf(system)}</code> },
              { key: say("exchange.member"), value: memberName(world, system.agency, locale) || system.member },
              { key: say("exchange.contact"), value: system.contact },
              ...(system.reason ? [{ key: say("exchange.reason"), value: system.reason }] : []),
            ]}
          />
          <Table
            caption={say("exchange.keys")}
            head={[say("exchange.key-id"), say("exchange.algorithm"), say("exchange.key-held"), say("exchange.since")]}
            rows={system.keys.map((key) => [
              <code>{key.id}</code>,
              key.algorithm,
              key.revoked_at
                ? say("exchange.key-revoked")
                : say(key.hosted ? "exchange.key-here" : "exchange.key-there"),
              dateTime(key.made_at, locale, world.calendar.timeZone),
            ])}
          />
          {acts && (
            <form method="post" noValidate autoComplete="off" class="short">
              <input type="hidden" name="_once" value={once} />
              <KeyInput context={context} error={faultAt(context, refusal, "key")} />
              <Button name="do" value="add" look="secondary">
                {say("exchange.key-add")}
              </Button>
              {live.length > 1 &&
                live.map(({ id }) => (
                  <Button name="do" value={`revoke ${id}`} look="warning" key={id}>
                    {say("exchange.key-revoke", { key: id })}
                  </Button>
                ))}
            </form>
          )}
          {services.length > 0 && <h2>{say("exchange.services")}</h2>}
          <FactRows
            items={services.map((one) => ({
              href: `${desk}/layanan/${one.id}`,
              title: textIn(one.title, locale),
              facts: say(`exchange.offer.state-${one.state}`),
              under: one.code,
            }))}
          />
          {acts && actor.hat === "officer" && system.state === "active" && (
            <ButtonLink href={`${desk}/sistem/${system.id}/layanan-baru`} look="secondary">
              {say("exchange.offer")}
            </ButtonLink>
          )}
          {acts && actor.hat === "officer" && system.state === "active" && (
            <SignIn context={context} client={system.client} />
          )}
          {decides && (
            <form method="post" noValidate class="short">
              <input type="hidden" name="_once" value={once} />
              <Radios
                id="verdict"
                name="verdict"
                label={say("exchange.decide")}
                value={field(form, "verdict") || "active"}
                options={(system.state === "asked"
                  ? ["active", "refused"]
                  : system.state === "active"
                    ? ["suspended"]
                    : ["active"]
                ).map((verdict) => ({ value: verdict, text: say(`exchange.verdict.${verdict}`) }))}
              />
              <Textarea
                id="reason"
                name="reason"
                label={say("exchange.reason")}
                maxLength={300}
                value={field(form, "reason")}
                error={faultAt(context, refusal, "reason")}
              />
              <Button name="do" value="decide">
                {say("exchange.decide.send")}
              </Button>
            </form>
          )}
        </>
      ),
    };
  },
  async submit({ act, form, params }) {
    const id = params.id ?? "";
    const [what, key] = field(form, "do").split(" ");
    if (what === "decide")
      await act(decideSystem, {
        id,
        verdict: field(form, "verdict") as "active",
        reason: field(form, "reason"),
      });
    else if (what === "allow" || what === "stop") await act(allowSignIn, { system: id, allowed: what === "allow" });
    else if (what === "revoke") await act(revokeKey, { system: id, key: key ?? "" });
    else await act(addKey, { system: id, key: field(form, "key") || null });
    return goTo(`${desk}/sistem/${id}`);
  },
});
