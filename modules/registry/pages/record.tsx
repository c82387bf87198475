import { Button, ButtonLink, ErrorSummary, FactRows, Select, SummaryList, TextInput } from "../../../design/index.ts";
import { dateTime, dayWords } from "../../../design/words.ts";
import { page, type RequestContext, type Say, textIn, type View } from "../../../kernel/index.ts";
import type { Address, Person } from "../person.ts";
import { businessesOfPerson } from "../queries/businesses-of-person.ts";
import { personById } from "../queries/person-by-id.ts";
import { searchReasons } from "../queries/search-people.ts";

/** An address on one line, as it stands on letters. */
export const addressLine = (say: Say, address: Address): string => say("registry.address", { ...address });

/** Before a record is opened outside any case, its officer says why. */
function reasonFirst({ say, path, query }: RequestContext): View {
  // Sent without a choice: not only come to.
  const error = query.alasan === "" ? say("registry.fault.reason") : undefined;
  return {
    title: say("registry.reason-needed.title"),
    back: { href: "/petugas/penduduk", label: say("registry.search.title") },
    main: (
      <div class="short">
        <ErrorSummary title={say("registry.search.mend")} errors={error ? [{ text: error, href: "#alasan" }] : []} />
        <h1>{say("registry.reason-needed.title")}</h1>
        <p>{say("registry.reason-needed.explained")}</p>
        <form method="get" action={path}>
          <Select
            id="alasan"
            name="alasan"
            label={say("registry.search.reason")}
            error={error}
            options={[
              { value: "", text: say("registry.search.choose") },
              ...searchReasons.map((reason) => ({ value: reason, text: say(`registry.reason.${reason}`) })),
            ]}
          />
          <TextInput
            id="nomor"
            name="nomor"
            label={say("registry.search.reference")}
            hint={say("registry.search.reference-hint")}
            width={20}
            maxLength={40}
          />
          <Button>{say("registry.reason-needed.open")}</Button>
        </form>
      </div>
    ),
  };
}

/** One person's record at the counter, and with it the businesses. What the officer may not see is left out. */
export const recordPage = page({
  path: "/petugas/penduduk/:id",
  async show(context) {
    const { ask, say, params, locale, actor, query } = context;
    const reason = searchReasons.find((one) => one === query.alasan);
    if (actor.hat === "officer" && !reason) return reasonFirst(context);
    const why = { reason, ...(query.nomor && { reference: query.nomor }) };
    const person = await ask(personById, { id: params.id ?? "", ...why });
    const atCounter = actor.officer?.roles.some((role) => role !== "administrator" && role !== "opinion-giver");
    const businesses = atCounter ? await ask(businessesOfPerson, { person: person.id, ...why }) : [];
    return {
      title: person.name,
      back: { href: "/petugas/penduduk", label: say("registry.search.title") },
      main: (
        <>
          <h1>{person.name}</h1>
          <SummaryList
            rows={factsOf(context, person)
              .filter(([field, value]) => field !== "name" && value !== null)
              .map(([field, value]) => ({ key: say(`registry.record.${field}`), value }))}
          />
          {actor.officer?.roles.includes("administrator") && (
            <ButtonLink href={`/petugas/penduduk/${person.id}/perbaiki`} look="secondary">
              {say("registry.mend.title")}
            </ButtonLink>
          )}
          {businesses.length > 0 && <h2>{say("registry.record.businesses")}</h2>}
          <FactRows
            items={businesses.map((business) => ({
              title: business.name,
              facts: `NIB ${business.nib}`,
              under: business.kbli.map(({ code, title }) => `${code} ${textIn(title, locale)}`).join("; "),
            }))}
          />
        </>
      ),
    };
  },
});

/** All that stands in a record, in words, field by field; null is what there is none of, or what may not be seen. */
export const factsOf = (
  { say, locale, world }: Pick<RequestContext, "say" | "locale" | "world">,
  person: Person,
): [field: string, value: string | null][] => [
  ["name", person.name],
  ["nik", person.nik],
  ["birth", birthOf(person, locale)],
  ["sex", person.sex && say(`registry.sex.${person.sex}`)],
  ["maritalStatus", person.maritalStatus && say(`registry.marital.${person.maritalStatus}`)],
  ["family", person.family && say(`registry.family.${person.family.role}`)],
  ["address", person.address && addressLine(say, person.address)],
  ["diedOn", person.diedOn && dayWords(person.diedOn, locale)],
  [
    "version",
    say("registry.record.version-since", {
      version: person.version,
      since: dateTime(person.recordedAt, locale, world.calendar.timeZone),
    }),
  ],
];

const birthOf = (person: Person, locale: string): string | null =>
  person.birthDate && `${person.birthPlace}, ${dayWords(person.birthDate, locale)}`;
