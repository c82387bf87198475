import { Button, Details, Fieldset, InsetText, Select, Textarea, TextInput } from "../../../design/index.ts";
import { field, goTo, page, type RequestContext, refuse, textIn } from "../../../kernel/index.ts";
import { lookups } from "../../registry/index.ts";
import { describeMetadata, describeVariables } from "../commands/describe.ts";
import { columnTypes, type Variable } from "../definition/dataset.ts";
import { type FormKind, formKinds, metadataForms } from "../definition/metadata.ts";
import { datasetWhole } from "../queries/datasets.ts";
import { either, faultsOf, Once, typed } from "./parts.tsx";

const parts = ["label", "concept", "definition", "classification", "measure", "unit"] as const;

/** The data standard of a dataset's columns. */
export const variablesPage = page({
  path: "/petugas/satu-data/:code/standar",
  async show(context, refusal) {
    const { ask, say, locale, params, form, once, world } = context;
    const { row, duties } = await ask(datasetWhole, { code: params.code ?? "" });
    const mine = duties.includes("producer") || duties.includes("supporting");
    const lists = lookups.codeListsOf(world.government);
    return {
      title: say("onedata.describe.variables"),
      back: { href: `/petugas/satu-data/${row.code}`, label: either(row.plan.title, locale) },
      main: (
        <>
          {faultsOf(context, refusal).summary}
          <h1>{say("onedata.describe.variables")}</h1>
          <p>{say("onedata.describe.lead")}</p>
          <Details summary={say("onedata.describe.lists")}>
            <ul>
              {lists.map(({ list, title }) => (
                <li key={list}>
                  <code>{list}</code> {textIn(title, locale)}
                </li>
              ))}
            </ul>
          </Details>
          <form method="post" class="short" noValidate>
            <Once once={once} rev={row.rev} />
            {row.variables.map((one) => (
              <Fieldset key={one.name} legend={one.name} legendSize="m">
                {parts.map((part) => {
                  const name = `${one.name}.${part}`;
                  const common = {
                    id: `${one.name}-${part}`,
                    name,
                    label: say(`onedata.variable.${part}`),
                    value: typed(form, name, one[part]),
                    disabled: !mine,
                  };
                  return part === "definition" ? (
                    <Textarea key={part} {...common} rows={2} maxLength={1000} />
                  ) : (
                    <TextInput
                      key={part}
                      {...common}
                      maxLength={part === "concept" ? 500 : part === "unit" ? 60 : 120}
                    />
                  );
                })}
                <Select
                  id={`${one.name}-type`}
                  name={`${one.name}.type`}
                  label={say("onedata.column.type")}
                  value={typed(form, `${one.name}.type`, one.type)}
                  options={columnTypes.map((value) => ({ value, text: say(`onedata.type.${value}`) }))}
                />
                <Select
                  id={`${one.name}-required`}
                  name={`${one.name}.required`}
                  label={say("onedata.variable.required")}
                  value={typed(form, `${one.name}.required`, one.required ? "yes" : "no")}
                  options={[
                    { value: "yes", text: say("onedata.yes") },
                    { value: "no", text: say("onedata.no") },
                  ]}
                />
              </Fieldset>
            ))}
            {mine && <Button>{say("onedata.save")}</Button>}
          </form>
        </>
      ),
    };
  },
  async submit({ ask, act, form, params }) {
    const code = params.code ?? "";
    const { row } = await ask(datasetWhole, { code });
    const variables = row.variables.map(
      ({ name }): Variable => ({
        name,
        type: field(form, `${name}.type`) as Variable["type"],
        required: field(form, `${name}.required`) === "yes",
        ...(Object.fromEntries(parts.map((part) => [part, field(form, `${name}.${part}`)])) as Record<
          (typeof parts)[number],
          string
        >),
      }),
    );
    await act(describeVariables, { dataset: code, rev: Number(field(form, "rev")), variables });
    return goTo(`/petugas/satu-data/${code}`);
  },
});

const kindOf = ({ params }: RequestContext): FormKind =>
  formKinds.find((one) => one === params.form) ?? refuse("not-found", "kernel.refusal.not-found");

/** One of the three metadata forms, as its file says it. */
export const metadataPage = page({
  path: "/petugas/satu-data/:code/metadata/:form",
  async show(context, refusal) {
    const { ask, say, locale, params, form, once, world } = context;
    const kind = kindOf(context);
    const { row, duties } = await ask(datasetWhole, { code: params.code ?? "" });
    const mine = duties.includes("producer") || duties.includes("supporting");
    const asked = metadataForms(world.government)[kind];
    const faults = faultsOf(context, refusal);
    return {
      title: textIn(asked.title, locale),
      back: { href: `/petugas/satu-data/${row.code}`, label: either(row.plan.title, locale) },
      main: (
        <>
          {faults.summary}
          <p class="caption">{asked.code}</p>
          <h1>{textIn(asked.title, locale)}</h1>
          <p>{textIn(asked.about, locale)}</p>
          {!mine && <InsetText>{say("onedata.describe.reading")}</InsetText>}
          <form method="post" class="short" noValidate>
            <Once once={once} rev={row.rev} />
            {asked.parts.map(({ title, fields }) => (
              <section key={textIn(title, "id")}>
                <h2>{textIn(title, locale)}</h2>
                {fields.map((one) => {
                  const common = {
                    id: one.code,
                    name: one.code,
                    label: one.required
                      ? textIn(one.label, locale)
                      : say("onedata.optional", { label: textIn(one.label, locale) }),
                    hint: one.hint && textIn(one.hint, locale),
                    value: typed(form, one.code, row.metadata[kind]?.[one.code]),
                    error: faults.at(one.code),
                    disabled: !mine,
                  };
                  if (one.options)
                    return (
                      <Select
                        key={one.code}
                        {...common}
                        options={[
                          { value: "", text: say("onedata.choose") },
                          ...one.options.map(({ value, text }) => ({ value, text: textIn(text, locale) })),
                        ]}
                      />
                    );
                  return one.type === "long" ? (
                    <Textarea key={one.code} {...common} rows={3} maxLength={4000} />
                  ) : (
                    <TextInput key={one.code} {...common} maxLength={one.type === "day" ? 10 : 400} />
                  );
                })}
              </section>
            ))}
            {mine && <Button>{say("onedata.save")}</Button>}
          </form>
        </>
      ),
    };
  },
  async submit(context) {
    const { act, form, params, world } = context;
    const code = params.code ?? "";
    const kind = kindOf(context);
    const fields = metadataForms(world.government)[kind].parts.flatMap((part) => part.fields);
    await act(describeMetadata, {
      dataset: code,
      rev: Number(field(form, "rev")),
      form: kind,
      answers: Object.fromEntries(fields.map((one) => [one.code, field(form, one.code)])),
    });
    return goTo(`/petugas/satu-data/${code}`);
  },
});
