import { FactRows, SummaryList, Table } from "../../../design/index.ts";
import { page, textIn } from "../../../kernel/index.ts";
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

/** What one register keeps: its data standard. */
export const standardPage = page({
  path: "/register/:code",
  shared: 60,
  async show({ ask, say, locale, params, world }) {
    const register = await ask(registerByCode, { code: params.code ?? "" });
    return {
      title: textIn(register.title, locale),
      back: { href: "/register", label: say("registers.title") },
      main: (
        <>
          <h1>{textIn(register.title, locale)}</h1>
          <p>{textIn(register.about, locale)}</p>
          <SummaryList
            rows={[
              {
                key: say("registers.keeper"),
                value: textIn(agencyName(world.government.agencies, register.keeper) ?? register.keeper, locale),
              },
              { key: say("registers.law"), value: register.law },
              { key: say("registers.holder"), value: say(`registers.holder.${register.holder}`) },
              {
                key: say("registers.kept"),
                value: register.keptYears
                  ? say("registers.kept-years", { years: register.keptYears })
                  : say("registers.kept-always"),
              },
              { key: say("registers.version"), value: String(register.version) },
            ]}
          />
          <Table
            caption={say("registers.fields")}
            head={[say("registers.field"), say("registers.type"), say("registers.protection")]}
            rows={Object.values(register.fields).map((field) => [
              textIn(field.label, locale),
              say(`registers.type.${field.type}`),
              say(`registers.protection.${field.protection}`),
            ])}
          />
        </>
      ),
    };
  },
});
