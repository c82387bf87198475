import { Button, FactRows, InsetText, Select, TextInput } from "../../../design/index.ts";
import { dateTime, dayWords } from "../../../design/words.ts";
import {
  field,
  goTo,
  page,
  type Refusal,
  type RequestContext,
  refuse,
  textIn,
  type View,
} from "../../../kernel/index.ts";
import { allServices, isOnline } from "../../catalogue/index.ts";
import { searchPeople } from "../../registry/index.ts";
import { openVisit } from "../commands/open-visit.ts";
import { officeVisits } from "../queries/visits.ts";
import { faultAt, Once, Refused } from "./parts.tsx";

type Found = Awaited<ReturnType<typeof find>>;
/** By NIK, or by name: as on the search page of the register, and on record like there. */
const find = ({ ask, form }: RequestContext) => {
  const given = (name: string) => field(form, name) || undefined;
  return ask(searchPeople, {
    nik: given("nik"),
    name: given("name"),
    reason: "counter-visit",
    reference: given("reference"),
  });
};

/** Somebody stands here: who they are and what they came for. */
export const counterPage = page({
  path: "/petugas/dampingi",
  desk: { label: "counter.desk", roles: ["front-desk"] },
  limit: { times: 60, seconds: 60 },
  show: (context, refusal) => counterView(context, null, refusal),
  async submit(context) {
    const { act, form } = context;
    const person = field(form, "person");
    if (!person) return counterView(context, await find(context));
    const { visit } = await act(openVisit, { person, service: field(form, "service") });
    return goTo(`/petugas/dampingi/${visit}`);
  },
});

async function counterView(context: RequestContext, found: Found | null, refusal?: Refusal): Promise<View> {
  const { ask, say, locale, form, world, actor } = context;
  if (actor.hat === "anyone") refuse("sign-in-needed", "kernel.refusal.sign-in-needed");
  const services = (await ask(allServices, {})).filter(isOnline);
  const visits = await ask(officeVisits, {});
  const input = (name: string) => ({
    id: name,
    name,
    label: say(`counter.ask.${name}`),
    value: field(form, name),
    error: faultAt(refusal, name, say),
  });
  return {
    title: say("counter.title"),
    main: (
      <>
        <Refused refusal={refusal} say={say} />
        <h1>{say("counter.title")}</h1>
        <InsetText>{say("counter.intro")}</InsetText>
        {found && (
          <section aria-labelledby="found">
            <h2 id="found">{say("counter.found", { count: found.people.length })}</h2>
            <FactRows
              items={found.people.map((person) => ({
                title: person.name,
                facts: dayWords(person.birthDate, locale),
                under: (
                  <form method="post" action="/petugas/dampingi">
                    <Once context={context} />
                    <input type="hidden" name="service" value={field(form, "service")} />
                    {person.village}, {person.district}{" "}
                    <button class="button-link" type="submit" name="person" value={person.id}>
                      {say("counter.choose")}
                      <span class="govuk-visually-hidden"> {person.name}</span>
                    </button>
                  </form>
                ),
              }))}
            />
          </section>
        )}
        <form method="post" action="/petugas/dampingi" class="short" noValidate autocomplete="off">
          <Once context={context} />
          <Select
            {...input("service")}
            options={services.map((one) => ({ value: one.code, text: textIn(one.title, locale) }))}
          />
          <TextInput {...input("nik")} kind="code" autocomplete="off" width={20} maxLength={40} />
          <TextInput {...input("name")} hint={say("counter.name-hint")} maxLength={100} />
          <TextInput {...input("reference")} hint={say("counter.reference-hint")} width={20} maxLength={40} />
          <Button>{say("counter.find")}</Button>
        </form>
        {visits.length > 0 && <h2>{say("counter.lately")}</h2>}
        <FactRows
          items={visits.map((one) => ({
            ...(one.officer === actor.officer?.id && { href: `/petugas/dampingi/${one.id}` }),
            title: textIn(one.title, locale),
            facts: say(`counter.state.${one.state}`),
            under: `${dateTime(one.opened_at, locale, world.calendar.timeZone)} · ${one.officer_name}`,
          }))}
        />
      </>
    ),
  };
}
