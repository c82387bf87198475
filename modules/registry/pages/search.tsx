import { Button, DateInput, ErrorSummary, FactRows, InsetText, Select, TextInput } from "../../../design/index.ts";
import { dayWords } from "../../../design/words.ts";
import { field, page, type Refusal, type RequestContext, type View } from "../../../kernel/index.ts";
import { type FoundPerson, searchDesk, searchPeople, type searchReasons } from "../queries/search-people.ts";
import { dayGiven, dayParts, faultsOn, given } from "./answers.ts";

/** An officer looks somebody up. Names and numbers are posted, so that they stand in no address and no log. */
export const searchPage = page({
  path: "/petugas/penduduk",
  desk: { label: "registry.desk.search", roles: ["front-desk", "administrator"] },
  limit: { times: 60, seconds: 60 },
  show: (context, refusal) => searchView(context, null, refusal),
  async submit(context) {
    const { form, ask } = context;
    const found = await ask(searchPeople, {
      name: given(form, "name"),
      nik: given(form, "nik"),
      birthDate: dayGiven(form, "birthDate"),
      place: given(form, "place"),
      reason: field(form, "reason") as (typeof searchReasons)[number],
      reference: given(form, "reference"),
    });
    return searchView(context, found);
  },
});

interface Found {
  people: readonly FoundPerson[];
  more: boolean;
}

async function searchView(
  { ask, say, form, once, locale }: RequestContext,
  found: Found | null,
  refusal?: Refusal,
): Promise<View> {
  const { reasons, districts } = await ask(searchDesk, {});
  const asked = ["name", "nik", "birthDate", "place", "reason", "reference"];
  const { at, summary } = faultsOn(say, refusal, (path) =>
    asked.includes(path) ? `${say(`registry.search.${path}`)}: ` : "",
  );
  const input = (name: string, more: object = {}) => ({
    id: name,
    name,
    label: say(`registry.search.${name}`),
    value: field(form, name),
    error: at(name),
    ...more,
  });
  const choose = { value: "", text: say("registry.search.choose") };
  return {
    title: say("registry.search.title"),
    back: { href: "/petugas", label: say("registry.search.back") },
    main: (
      <>
        <ErrorSummary title={say("registry.search.mend")} errors={summary} />
        <h1>{say("registry.search.title")}</h1>
        {found && (
          <Hits
            found={found}
            say={say}
            locale={locale}
            why={`?${new URLSearchParams({ alasan: field(form, "reason"), nomor: field(form, "reference") })}`}
          />
        )}
        <InsetText>{say("registry.search.traced")}</InsetText>
        <form method="post" novalidate autocomplete="off">
          <input type="hidden" name="_once" value={once} />
          <TextInput {...input("name", { hint: say("registry.search.name-hint"), maxLength: 100 })} />
          <TextInput
            {...input("nik", {
              hint: say("registry.search.nik-hint"),
              kind: "code",
              autocomplete: "off",
              width: 20,
              maxLength: 40,
            })}
          />
          <DateInput
            id="birthDate"
            name="birthDate"
            label={say("registry.search.birthDate")}
            error={at("birthDate")}
            value={dayParts(form, "birthDate")}
            words={{ day: say("registry.day"), month: say("registry.month"), year: say("registry.year") }}
          />
          <Select
            {...input("place")}
            options={[
              { value: "", text: say("registry.search.anywhere") },
              ...districts.map((d) => ({ value: d.code, text: d.name })),
            ]}
          />
          <Select
            {...input("reason")}
            options={[choose, ...reasons.map((reason) => ({ value: reason, text: say(`registry.reason.${reason}`) }))]}
          />
          <TextInput
            {...input("reference", { hint: say("registry.search.reference-hint"), width: 20, maxLength: 40 })}
          />
          <Button>{say("registry.search.find")}</Button>
        </form>
      </>
    ),
  };
}

/** `why` is the reason that was given for the search: it holds for the record that is opened from it. */
function Hits({ found, say, locale, why }: { found: Found; why: string } & Pick<RequestContext, "say" | "locale">) {
  return (
    <section>
      <h2>{say("registry.search.found", { count: found.people.length })}</h2>
      {found.more && <p>{say("registry.search.more")}</p>}
      <FactRows
        items={found.people.map((person) => ({
          href: `/petugas/penduduk/${person.id}${why}`,
          title: person.name,
          facts: dayWords(person.birthDate, locale) + (person.merged ? ` · ${say("registry.search.merged")}` : ""),
          under: `${person.village}, ${person.district}`,
        }))}
      />
    </section>
  );
}
