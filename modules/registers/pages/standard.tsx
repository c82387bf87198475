import { Fragment } from "preact";
import { FactRows, SummaryList, Table } from "../../../design/index.ts";
import { page, type RequestContext, textIn } from "../../../kernel/index.ts";
import type { Register } from "../definition/schema.ts";
import { allRegisters, registerByCode } from "../queries/records.ts";

const agencyName = (agencies: readonly { code: string; name: Parameters<typeof textIn>[0] }[], code: string) =>
  agencies.find((agency) => agency.code === code)?.name;

/** Which registers the government keeps: who owns each fact, and by which law. Anybody may know. */
export const registersPage = page({
  path: "/register",
  shared: 60,
  async show({ ask, say, locale, world }) {
    const all = await ask(allRegisters, {});
    return {
      title: say("registers.title"),
      description: say("registers.lead"),
      main: (
        <>
          <h1>{say("registers.title")}</h1>
          <p>{say("registers.lead")}</p>
          <FactRows
            items={all.map((register) => ({
              href: `/register/${register.code}`,
              title: textIn(register.title, locale),
              facts: textIn(agencyName(world.government.agencies, register.keeper) ?? register.keeper, locale),
              under: textIn(register.about, locale),
            }))}
          />
        </>
      ),
    };
  },
});

/** What one register keeps, as anybody may read it: its data standard. */
export function Standard({
  register,
  context,
}: {
  register: Register;
  context: Pick<RequestContext, "say" | "locale" | "world">;
}) {
  const { say, locale, world } = context;
  const agency = (code: string) => textIn(agencyName(world.government.agencies, code) ?? code, locale);
  const owned = Object.values(register.fields).some(({ owner, law }) => owner || law);
  return (
    <>
      <h1>{textIn(register.title, locale)}</h1>
      <p>{textIn(register.about, locale)}</p>
      <SummaryList
        rows={[
          { key: say("registers.keeper"), value: agency(register.keeper) },
          { key: say("registers.law"), value: register.law },
          { key: say("registers.holder"), value: say(`registers.holder.${register.holder}`) },
          {
            key: say("registers.kept"),
            value: register.keptYears
              ? say("registers.kept-years", { years: register.keptYears })
              : say("registers.kept-always"),
          },
          { key: say("registers.version"), value: String(register.version) },
          ...(register.events?.length
            ? [{ key: say("registers.events"), value: register.events.map(({ name }) => name).join(", ") }]
            : []),
        ]}
      />
      <Table
        caption={say("registers.fields")}
        head={[
          say("registers.field"),
          say("registers.type"),
          say("registers.protection"),
          ...(owned ? [say("registers.owner-and-law")] : []),
        ]}
        rows={Object.entries(register.fields).map(([name, field]) => [
          <Fragment key={name}>
            {textIn(field.label, locale)}
            {field.meaning && <p class="quiet">{textIn(field.meaning, locale)}</p>}
          </Fragment>,
          say(`registers.type.${field.type}`) + (field.list ? `: ${field.list}` : ""),
          say(`registers.protection.${field.protection}`),
          ...(owned ? [[field.owner && agency(field.owner), field.law].filter(Boolean).join("; ")] : []),
        ])}
      />
    </>
  );
}

/** What one register keeps, by its address. */
export const standardPage = page({
  path: "/register/:code",
  shared: 60,
  async show(context) {
    const { ask, say, locale, params } = context;
    const register = await ask(registerByCode, { code: params.code ?? "" });
    return {
      title: textIn(register.title, locale),
      back: { href: "/register", label: say("registers.title") },
      main: <Standard register={register} context={context} />,
    };
  },
});
