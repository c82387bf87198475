import { Checkboxes, Details, Fieldset, Radios, Select, TextInput } from "../../../design/index.ts";
import { type Form, field, type Refusal, type RequestContext, textIn } from "../../../kernel/index.ts";
import type { Plan } from "../definition/dataset.ts";
import type { Origin } from "../sources.ts";
import type { DatasetRow } from "../tables.ts";
import { faultsOf, typed } from "./parts.tsx";

const many = (form: Form, name: string): string[] => {
  const value = form[name];
  return value === undefined ? [] : typeof value === "string" ? [value] : [...value];
};

/** Lines of conditions that the page offers. */
const filterLines = 3;
/** Which records are meant: each line with a field and its value, all of them together. */
const filterOf = (form: Form): { field: string; is: string }[] =>
  Array.from({ length: filterLines }, (_, i) => ({
    field: field(form, `filter-${i}`),
    is: field(form, `filter-${i}-is`),
  })).filter((line) => line.field !== "" && line.is !== "");

/** What the data is made of, as it was filled in. */
export function sourceOf(form: Form): Plan["source"] {
  const register = field(form, "register");
  const by = many(form, "by");
  const does = field(form, "does") || "count";
  return register === ""
    ? { kind: "file" }
    : does === "records"
      ? { kind: "records", register, fields: by, filter: filterOf(form) }
      : {
          kind: "figures",
          register,
          by,
          measures: [
            { does: "count" },
            ...(does === "count" ? [] : [{ does: does as "sum", field: field(form, "of") }]),
          ],
          filter: filterOf(form),
        };
}

/** Which fields of the register the data is made by, and what is counted. */
export function MadeOf({
  origin,
  row,
  context,
  refusal,
}: {
  origin: Origin;
  row?: DatasetRow | undefined;
  context: RequestContext;
  refusal: Refusal | undefined;
}) {
  const { say, locale, form } = context;
  const faults = faultsOf(context, refusal);
  const source = row?.plan.source;
  const stands = source?.kind === "figures" ? source.by : source?.kind === "records" ? source.fields : [];
  const numbers = origin.columns.filter(({ type }) => type === "number" || type === "money");
  const open = origin.columns.some((one) => one.open);
  const ways = ["count", ...(numbers.length > 0 ? ["sum", "average"] : []), ...(open ? ["records"] : [])];
  return (
    <>
      <input type="hidden" name="register" value={origin.code} />
      <Checkboxes
        id="by"
        name="by"
        label={say("onedata.propose.by")}
        hint={say("onedata.propose.by-hint")}
        values={form._once === undefined ? stands : many(form, "by")}
        error={faults.at("by") ?? faults.at("fields") ?? faults.at("register")}
        options={origin.columns.map((one) => ({
          value: one.name,
          text: textIn(one.label, locale),
          ...(open && one.open && { hint: say("onedata.propose.open") }),
        }))}
      />
      {ways.length > 1 && (
        <Radios
          id="does"
          name="does"
          label={say("onedata.propose.does")}
          value={typed(form, "does", source?.kind === "records" ? "records" : "count")}
          options={ways.map((value) => ({ value, text: say(`onedata.does.${value}`) }))}
        />
      )}
      {numbers.length > 0 && (
        <Select
          id="of"
          name="of"
          label={say("onedata.propose.of")}
          value={typed(form, "of")}
          options={numbers.map((one) => ({ value: one.name, text: textIn(one.label, locale) }))}
        />
      )}
    </>
  );
}

/** Which of the register's records are meant; nothing filled in means all. */
export function Only({
  origin,
  source,
  context,
}: {
  origin: Origin;
  source: Plan["source"] | undefined;
  context: RequestContext;
}) {
  const { say, locale, form } = context;
  const stands = source && source.kind !== "file" ? source.filter : [];
  const filled = stands.length > 0 || form["filter-0"] !== undefined;
  return (
    <Details summary={say("onedata.propose.only")} open={filled}>
      <p>{say("onedata.propose.only-hint")}</p>
      {Array.from({ length: filterLines }, (_, i) => (
        <Fieldset key={i} legend={say("onedata.propose.condition", { number: i + 1 })}>
          <Select
            id={`filter-${i}`}
            name={`filter-${i}`}
            label={say("onedata.propose.field")}
            value={typed(form, `filter-${i}`, stands[i]?.field)}
            options={[
              { value: "", text: say("onedata.propose.any") },
              ...origin.columns.map((one) => ({ value: one.name, text: textIn(one.label, locale) })),
            ]}
          />
          <TextInput
            id={`filter-${i}-is`}
            name={`filter-${i}-is`}
            label={say("onedata.propose.is")}
            value={typed(form, `filter-${i}-is`, stands[i]?.is)}
            maxLength={120}
          />
        </Fieldset>
      ))}
    </Details>
  );
}
