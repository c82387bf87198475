import { Button, ErrorSummary, FactRows, InsetText, Select, Tag, TextInput } from "../../../design/index.ts";
import { dayWords } from "../../../design/words.ts";
import { field, page, type Refusal, type RequestContext, textIn, type View } from "../../../kernel/index.ts";
import { lookups } from "../../registry/index.ts";
import { allRegisters, findRecords } from "../queries/records.ts";
import { recordLine } from "./values.tsx";

type Found = Awaited<ReturnType<typeof findRecords.answer>>;

/** The registers that my agency keeps: find a record by its words, with a reason that its holder will see. */
export const deskPage = page({
  path: "/petugas/register",
  desk: { label: "registers.desk", roles: ["administrator", "front-desk"] },
  limit: { times: 60, seconds: 60 },
  show: (context, refusal) => view(context, null, refusal),
  async submit(context) {
    const { ask, form } = context;
    const found = await ask(findRecords, {
      register: field(form, "register"),
      words: field(form, "words"),
      reason: field(form, "reason") as (typeof lookups.searchReasons)[number],
    });
    return view(context, found);
  },
});

async function view(context: RequestContext, found: Found | null, refusal?: Refusal): Promise<View> {
  const { ask, say, locale, actor, form, once } = context;
  const mine = (await ask(allRegisters, {})).filter(({ keeper }) => keeper === actor.officer?.agency);
  const fault = refusal?.faults.find(({ path }) => path === "reason");
  const errors = refusal
    ? [fault ? { text: say(fault.messageKey), href: "#reason" } : { text: say(refusal.messageKey, refusal.values) }]
    : [];
  return {
    title: say("registers.desk"),
    back: { href: "/petugas", label: say("registry.search.back") },
    main: (
      <>
        <ErrorSummary title={say("registry.search.mend")} errors={errors} />
        <h1>{say("registers.desk")}</h1>
        {mine.length === 0 && <InsetText>{say("registers.desk.none")}</InsetText>}
        {found && (
          <section>
            <h2>{say("registers.found", { count: found.rows.length })}</h2>
            {found.older && <p>{say("registers.more")}</p>}
            <FactRows
              items={found.rows.map((row) => ({
                href: `/petugas/register/${row.id}`,
                title: recordLine(found.register, row, context),
                facts: row.ended_on ? <Tag>{say("registers.ended")}</Tag> : dayWords(row.valid_from, locale),
              }))}
            />
          </section>
        )}
        {mine.length > 0 && (
          <p class="govuk-button-group">
            {actor.officer?.roles.includes("administrator") &&
              mine.map((one) => (
                <a key={one.code} href={`/petugas/register/baru/${one.code}`}>
                  {say("registers.new-in", { title: textIn(one.title, locale) })}
                </a>
              ))}
            {mine
              .filter(({ duplicates }) => duplicates)
              .map((one) => (
                <a key={`twins-${one.code}`} href={`/petugas/register/kembar/${one.code}`}>
                  {say("registers.twins-in", { title: textIn(one.title, locale) })}
                </a>
              ))}
          </p>
        )}
        {mine.length > 0 && (
          <form method="post" noValidate autoComplete="off" class="short">
            <input type="hidden" name="_once" value={once} />
            <Select
              id="register"
              name="register"
              label={say("registers.register")}
              value={field(form, "register")}
              options={mine.map((one) => ({ value: one.code, text: textIn(one.title, locale) }))}
            />
            <TextInput
              id="words"
              name="words"
              label={say("registers.words")}
              hint={say("registers.words-hint")}
              value={field(form, "words")}
              maxLength={100}
            />
            <Select
              id="reason"
              name="reason"
              label={say("registry.search.reason")}
              value={field(form, "reason")}
              error={fault && say(fault.messageKey)}
              options={[
                { value: "", text: say("registry.search.choose") },
                ...lookups.searchReasons.map((value) => ({ value, text: say(`registry.reason.${value}`) })),
              ]}
            />
            <Button>{say("registry.search.find")}</Button>
          </form>
        )}
      </>
    ),
  };
}
