import { Button, Checkboxes, FactRows, InsetText, Radios, Select, Textarea, TextInput } from "../../../design/index.ts";
import { entitled, faultAt, field, goTo, nextDay, page, type RequestContext, textIn } from "../../../kernel/index.ts";
import { proposeAgreement } from "../commands/agreements.ts";
import { mySystems } from "../queries/agreements.ts";
import { directory, type Listed } from "../queries/directory.ts";
import { desk, fieldWords, memberName, purposesIn, Wrong } from "./parts.tsx";

const here = `${desk}/minta`;

/** Asks another agency for what it knows. First which service; then fields, purpose, law, volume, days. */
export const proposePage = page({
  path: here,
  async show(context, refusal) {
    const { ask, say, locale, query, actor, world } = context;
    entitled(proposeAgreement, actor);
    const systems = (await ask(mySystems, {})).filter(({ state }) => state === "active");
    const others = (await ask(directory, {})).filter((one) => one.agency !== actor.officer?.agency);
    const chosen = serviceIn(others, query.layanan ?? "");
    const what = chosen && textIn(chosen.service.title, locale);
    const title = what ? `${say("exchange.propose")}: ${what}` : say("exchange.propose");
    return {
      title,
      back: chosen ? { href: here, label: say("exchange.propose") } : { href: desk, label: say("exchange.desk") },
      main: (
        <>
          <Wrong refusal={refusal} context={context} />
          <h1>{what ?? title}</h1>
          {systems.length === 0 && <InsetText>{say("exchange.propose.no-system")}</InsetText>}
          {systems.length > 0 && !chosen && (
            <>
              <p>{say("exchange.propose.which")}</p>
              <FactRows
                items={others.flatMap((system) =>
                  system.services
                    .filter(() => system.agency !== null)
                    .map((service) => ({
                      href: `${here}?layanan=${service.id}`,
                      title: textIn(service.title, locale),
                      facts: memberName(world, system.agency, locale),
                    })),
                )}
              />
            </>
          )}
          {systems.length > 0 && chosen && (
            <TermsForm
              context={context}
              refusal={refusal}
              systems={systems}
              chosen={chosen}
              named={await fieldWords(context, chosen.service)}
            />
          )}
        </>
      ),
    };
  },
  async submit({ act, form, query }) {
    const days = field(form, "days");
    const { id } = await act(proposeAgreement, {
      consumer: field(form, "consumer"),
      service: query.layanan ?? "",
      fields: list(form.fields),
      endpoints: list(form.endpoints),
      purpose: field(form, "purpose"),
      why: field(form, "why"),
      law: field(form, "law"),
      daily: field(form, "daily").replaceAll(".", ""),
      expiresOn: field(form, "expiresOn"),
      proof: list(form.proof).includes("token") ? "token" : "signature",
      visible: field(form, "visible") === "later" ? `days:${days || "0"}` : field(form, "visible") || "now",
    });
    return goTo(`${desk}/sepakat/${id}`);
  },
});

const list = (value: string | readonly string[] | undefined): string[] => (value === undefined ? [] : [value].flat());

interface Chosen {
  system: Listed;
  service: Listed["services"][number];
}
const serviceIn = (systems: readonly Listed[], id: string): Chosen | undefined =>
  systems
    .flatMap((system) => system.services.map((service) => ({ system, service })))
    .find(({ service }) => service.id === id);

function TermsForm({
  context,
  refusal,
  systems,
  chosen: { system, service },
  named,
}: {
  context: RequestContext;
  refusal: Parameters<typeof Wrong>[0]["refusal"];
  systems: Awaited<ReturnType<typeof mySystems.answer>>;
  chosen: Chosen;
  named: ReadonlyMap<string, string>;
}) {
  const { say, locale, form, once, world } = context;
  const at = (path: string) => faultAt(context, refusal, path);
  const today = world.calendar.today(world.clock.now());
  return (
    <form method="post" noValidate autoComplete="off" class="short">
      <input type="hidden" name="_once" value={once} />
      <p>{say("exchange.propose.of", { provider: memberName(world, system.agency, locale) })}</p>
      {service.summary && <p>{service.summary}</p>}
      <Select
        id="consumer"
        name="consumer"
        label={say("exchange.propose.system")}
        value={field(form, "consumer")}
        options={systems.map((one) => ({ value: one.id, text: textIn(one.name, locale) }))}
      />
      {service.fields.length > 0 ? (
        <Checkboxes
          id="fields"
          name="fields"
          label={say("exchange.fields")}
          hint={say("exchange.propose.fields-hint")}
          values={list(form.fields)}
          error={at("fields")}
          options={service.fields.map((name) => ({ value: name, text: named.get(name) ?? name }))}
        />
      ) : (
        <Checkboxes
          id="endpoints"
          name="endpoints"
          label={say("exchange.endpoints")}
          values={list(form.endpoints)}
          error={at("endpoints")}
          options={service.endpoints.map(({ method, path }) => ({
            value: `${method} ${path}`,
            text: `${method} ${path}`,
          }))}
        />
      )}
      <Select
        id="purpose"
        name="purpose"
        label={say("exchange.purpose")}
        hint={say("exchange.purpose-hint")}
        value={field(form, "purpose") || "exchange"}
        error={at("purpose")}
        options={[...purposesIn(world)].map(([code, name]) => ({ value: code, text: textIn(name, locale) }))}
      />
      <Textarea
        id="why"
        name="why"
        label={say("exchange.why")}
        hint={say("exchange.why-hint")}
        maxLength={1000}
        value={field(form, "why")}
        error={at("why")}
      />
      <TextInput
        id="law"
        name="law"
        label={say("exchange.law")}
        maxLength={300}
        value={field(form, "law")}
        error={at("law")}
      />
      <TextInput
        id="daily"
        name="daily"
        label={say("exchange.daily")}
        width={10}
        value={field(form, "daily") || "1.000"}
        error={at("daily")}
      />
      <TextInput
        id="expiresOn"
        name="expiresOn"
        label={say("exchange.expires")}
        hint={say("exchange.expires-hint")}
        width={10}
        value={field(form, "expiresOn") || nextDay(today, 365)}
        error={at("expiresOn")}
      />
      <Radios
        id="visible"
        name="visible"
        label={say("exchange.visible")}
        value={field(form, "visible") || "now"}
        error={at("visible")}
        options={[
          { value: "now", text: say("exchange.visible.now") },
          {
            value: "later",
            text: say("exchange.visible.later"),
            reveals: (
              <TextInput
                id="days"
                name="days"
                label={say("exchange.visible.days")}
                width={4}
                value={field(form, "days")}
              />
            ),
          },
          { value: "oversight", text: say("exchange.visible.oversight"), hint: say("exchange.visible.oversight-hint") },
        ]}
      />
      {service.kind !== "remote" && (
        <Checkboxes
          id="proof"
          name="proof"
          label={say("exchange.proof")}
          values={list(form.proof)}
          error={at("proof")}
          options={[{ value: "token", text: say("exchange.proof.token"), hint: say("exchange.proof.token-hint") }]}
        />
      )}
      <Button>{say("exchange.propose.send")}</Button>
    </form>
  );
}
