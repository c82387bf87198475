import { Button, Radios, Select, Textarea, TextInput } from "../../../design/index.ts";
import {
  type Form,
  field,
  goTo,
  page,
  type Refusal,
  type RequestContext,
  refuse,
  textIn,
} from "../../../kernel/index.ts";
import { changePlan, proposeDataset } from "../commands/plan.ts";
import { frequencies, type Plan } from "../definition/dataset.ts";
import { settingsOf } from "../definition/settings.ts";
import { datasetWhole, origins } from "../queries/datasets.ts";
import type { Origin } from "../sources.ts";
import type { DatasetRow } from "../tables.ts";
import { MadeOf, Only, sourceOf } from "./made-of.tsx";
import { either, faultsOf, Once, typed } from "./parts.tsx";

/** The plan as it was filled in. What it is made of was chosen on the page before. */
function planOf(form: Form): Plan {
  return {
    title: { id: field(form, "title"), en: field(form, "titleEn") },
    about: { id: field(form, "about"), en: field(form, "aboutEn") },
    topic: field(form, "topic"),
    licence: field(form, "licence"),
    frequency: field(form, "frequency") as Plan["frequency"],
    releaseOn: field(form, "releaseOn"),
    aboutPeople: field(form, "aboutPeople") === "yes",
    source: sourceOf(form),
  };
}
/** What the fields of the plan are called. */
const planLabels =
  ({ say }: RequestContext) =>
  (path: string): string | undefined => {
    const name = { "plan.title.id": "title", "plan.about.id": "about" }[path] ?? path.replace("plan.", "");
    return ["title", "about", "releaseOn", "columns"].includes(name) ? say(`onedata.plan.${name}`) : undefined;
  };
const columnsOf = (form: Form): string[] =>
  field(form, "columns")
    .split(/[\s,;]+/)
    .filter(Boolean);

/** What the data is made of: a register of the agency, or a file. A link each, so that the next page knows its fields. */
function Choose({ all, context: { say, locale } }: { all: readonly Origin[]; context: RequestContext }) {
  return (
    <form method="get" class="short">
      <Radios
        id="dari"
        name="dari"
        label={say("onedata.propose.from")}
        value="berkas"
        options={[
          ...all.map((one) => ({ value: one.code, text: textIn(one.title, locale) })),
          { value: "berkas", text: say("onedata.propose.file"), hint: say("onedata.propose.file-hint") },
        ]}
      />
      <Button>{say("onedata.propose.next")}</Button>
    </form>
  );
}

function PlanForm({
  row,
  origin,
  context,
  refusal,
}: {
  row?: DatasetRow;
  origin: Origin | undefined;
  context: RequestContext;
  refusal: Refusal | undefined;
}) {
  const { say, locale, form, once, world } = context;
  const faults = faultsOf(context, refusal);
  const plan = row?.plan;
  const { topics, licences } = settingsOf(world.government);
  const input = (name: string, stands = "", fault = name) => ({
    id: name,
    name,
    label: say(`onedata.plan.${name}`),
    value: typed(form, name, stands),
    error: faults.at(fault),
  });
  return (
    <form method="post" class="short" noValidate>
      <Once once={once} {...(row && { rev: row.rev })} />
      {!row && <TextInput {...input("code")} hint={say("onedata.plan.code-hint")} width={20} maxLength={80} />}
      <TextInput {...input("title", plan?.title.id, "plan.title.id")} maxLength={150} />
      <TextInput {...input("titleEn", plan?.title.en)} maxLength={150} lang="en" />
      <Textarea {...input("about", plan?.about.id, "plan.about.id")} rows={3} maxLength={1500} />
      <Textarea {...input("aboutEn", plan?.about.en)} rows={3} maxLength={1500} lang="en" />
      {origin ? (
        <>
          <MadeOf origin={origin} row={row} context={context} refusal={refusal} />
          <Only origin={origin} source={plan?.source} context={context} />
        </>
      ) : (
        <>
          <Textarea
            {...input("columns", row?.variables.map(({ name }) => name).join("\n"))}
            hint={say("onedata.plan.columns-hint")}
            rows={4}
            maxLength={3000}
          />
          <Radios
            {...input("aboutPeople", plan?.aboutPeople === false ? "no" : "yes")}
            hint={say("onedata.plan.aboutPeople-hint")}
            options={[
              { value: "yes", text: say("onedata.yes") },
              { value: "no", text: say("onedata.no") },
            ]}
          />
        </>
      )}
      <Select
        {...input("topic", plan?.topic)}
        options={topics.map(({ code, name }) => ({ value: code, text: textIn(name, locale) }))}
      />
      <Select
        {...input("licence", plan?.licence)}
        options={licences.map(({ code, name }) => ({ value: code, text: textIn(name, locale) }))}
      />
      <Select
        {...input("frequency", plan?.frequency ?? "year")}
        options={frequencies.map((value) => ({ value, text: say(`onedata.frequency.${value}`) }))}
      />
      <TextInput
        {...input("releaseOn", plan?.releaseOn)}
        hint={say("onedata.plan.releaseOn-hint")}
        width={10}
        maxLength={10}
      />
      <Button>{say("onedata.propose.send")}</Button>
    </form>
  );
}

/** A producer proposes a dataset: first what it is made of, then the rest. */
export const proposePage = page({
  path: "/petugas/satu-data/usul",
  async show(context, refusal) {
    const { ask, say, actor, query } = context;
    if (actor.hat === "anyone") refuse("sign-in-needed", "kernel.refusal.sign-in-needed");
    const all = await ask(origins, { keeper: actor.officer?.agency ?? "-" });
    const from = query.dari;
    const origin = all.find(({ code }) => code === from);
    return {
      title: say("onedata.propose.title"),
      back: { href: "/petugas/satu-data", label: say("onedata.desk") },
      main: (
        <>
          {faultsOf(context, refusal, planLabels(context)).summary}
          <h1>{say("onedata.propose.title")}</h1>
          {from === undefined ? (
            <Choose all={all} context={context} />
          ) : (
            <PlanForm origin={origin} context={context} refusal={refusal} />
          )}
        </>
      ),
    };
  },
  async submit({ act, form, actor }) {
    const { code } = await act(proposeDataset, {
      code: field(form, "code"),
      producer: actor.officer?.agency ?? "-",
      plan: planOf(form),
      columns: columnsOf(form),
    });
    return goTo(`/petugas/satu-data/${code}`);
  },
});

/** The producer mends what the forum sent back. */
export const planPage = page({
  path: "/petugas/satu-data/:code/rencana",
  async show(context, refusal) {
    const { ask, say, locale, params } = context;
    const { row } = await ask(datasetWhole, { code: params.code ?? "" });
    const { source } = row.plan;
    const all = await ask(origins, { keeper: row.producer });
    return {
      title: say("onedata.propose.mend"),
      back: { href: `/petugas/satu-data/${row.code}`, label: either(row.plan.title, locale) },
      main: (
        <>
          {faultsOf(context, refusal, planLabels(context)).summary}
          <h1>{say("onedata.propose.mend")}</h1>
          <PlanForm
            row={row}
            origin={source.kind === "file" ? undefined : all.find(({ code }) => code === source.register)}
            context={context}
            refusal={refusal}
          />
        </>
      ),
    };
  },
  async submit({ act, form, params }) {
    const dataset = params.code ?? "";
    await act(changePlan, { dataset, rev: Number(field(form, "rev")), plan: planOf(form), columns: columnsOf(form) });
    return goTo(`/petugas/satu-data/${dataset}`);
  },
});
