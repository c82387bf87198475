import { Fieldset, Radios, Select, Textarea, TextInput } from "../../../design/index.ts";
import { field, type Refusal, type RequestContext, textIn } from "../../../kernel/index.ts";
import type { Data } from "../definition/check.ts";
import type { Field, Register } from "../definition/schema.ts";
import { addressParts, asTyped, isOwn, partTyped, rowParts, spareRows } from "./entry.ts";

type Shown = Pick<RequestContext, "say" | "locale" | "form"> & Partial<Pick<RequestContext, "actor">>;

/** The fields of a record in the order of its register: what stands there, or what was typed before a refusal. */
export function RecordFields(props: {
  register: Register;
  stands: Data;
  context: Shown;
  refusal?: Refusal | undefined;
}) {
  const { register, stands, context, refusal } = props;
  const { say, locale, form, actor } = context;
  const names = Object.keys(register.fields).filter((name) => !actor || isOwn(register, name, actor.officer?.agency));
  return names.map((name) => {
    const fault = refusal?.faults.find(({ path }) => path === `sets.${name}`);
    const one = register.fields[name]!;
    const label = textIn(one.label, locale);
    return (
      <OneField
        key={name}
        id={`f-${name}`}
        one={one}
        label={one.required ? label : say("registers.optional", { label })}
        hint={one.meaning && textIn(one.meaning, locale)}
        error={fault && say(fault.messageKey, fault.values)}
        stood={stands[name]}
        typed={form._once === undefined ? undefined : (part) => field(form, part)}
        context={context}
      />
    );
  });
}

function OneField(props: {
  id: string;
  one: Field;
  label: string;
  hint: string | undefined;
  error: string | undefined;
  stood: unknown;
  typed: ((part: string) => string) | undefined;
  context: Shown;
}) {
  const { id, one, label, hint, error, stood, typed, context } = props;
  const { say, locale } = context;
  const value = typed ? typed(id) : asTyped(one.type, stood);
  const common = { id, name: id, label, hint, error, value };
  switch (one.type) {
    case "yes-no":
      return (
        <Radios
          {...common}
          options={[
            { value: "yes", text: say("registers.yes") },
            { value: "no", text: say("registers.no") },
          ]}
        />
      );
    case "choice":
      return (
        <Select
          {...common}
          options={[
            { value: "", text: say("registry.search.choose") },
            ...one.options!.map(({ value: code, text }) => ({ value: code, text: textIn(text, locale) })),
          ]}
        />
      );
    case "address":
      return (
        <Fieldset legend={label}>
          {addressParts.map((part) => (
            <TextInput
              key={part}
              id={`${id}-${part}`}
              name={`${id}-${part}`}
              label={say(`registers.address.${part}`)}
              error={part === "street" ? error : undefined}
              hint={part === "village" ? say("registers.address.village-hint") : undefined}
              maxLength={part === "rt" || part === "rw" ? 3 : 150}
              {...((part === "rt" || part === "rw") && { width: 4 as const })}
              value={typed ? typed(`${id}-${part}`) : partTyped((stood as Data | undefined)?.[part])}
            />
          ))}
        </Fieldset>
      );
    case "list":
      return <ListField {...props} />;
    default:
      return (
        <TextInput
          {...common}
          hint={hint ?? hintOf(one, say)}
          maxLength={500}
          {...(one.type === "date" && { width: 10 as const })}
          {...(one.unit && { suffix: textIn(one.unit, locale) })}
        />
      );
  }
}

function hintOf({ type, link }: Field, say: Shown["say"]): string | undefined {
  if (type === "date") return say("registers.date-hint");
  if (type !== "link") return undefined;
  const known = ["person", "business", "region"].includes(link!.to);
  return say(`registers.link-hint.${known ? link!.to : "record"}`);
}

/** A list of words, one on each line; or of rows, each with its parts and with empty ones to fill. */
function ListField({ id, label, hint, error, stood, typed, context: { say } }: Parameters<typeof OneField>[0]) {
  const parts = rowParts(stood);
  const rows = Array.isArray(stood) ? stood : [];
  if (parts.length === 0)
    return (
      <Textarea
        id={id}
        name={id}
        label={label}
        hint={hint ?? say("registers.one-a-line")}
        error={error}
        rows={4}
        value={typed ? typed(id) : rows.map(String).join("\n")}
      />
    );
  return (
    <Fieldset legend={label}>
      {Array.from({ length: rows.length + spareRows }, (_, i) => i).map((i) => (
        <Fieldset key={i} legend={i < rows.length ? say("registers.row", { n: i + 1 }) : say("registers.new-row")}>
          {parts.map((part) => (
            <TextInput
              key={part}
              id={`${id}-${i}-${part}`}
              name={`${id}-${i}-${part}`}
              label={part}
              maxLength={500}
              error={i === 0 && part === parts[0] ? error : undefined}
              value={typed ? typed(`${id}-${i}-${part}`) : partTyped((rows[i] as Data | undefined)?.[part])}
            />
          ))}
        </Fieldset>
      ))}
    </Fieldset>
  );
}

/** What a change says of itself besides the record's own fields. */
const labels: Readonly<Record<string, string>> = {
  since: "registers.since-when",
  reason: "registry.mend.reason",
  authority: "registers.authority",
};

/** What a refused act says, each fault with the way to its field. */
export function errorsOf({ say, locale }: RequestContext, register: Register, refusal: Refusal | undefined) {
  if (!refusal) return [];
  if (refusal.faults.length === 0) return [{ text: say(refusal.messageKey, refusal.values) }];
  return refusal.faults.map(({ path, messageKey, values }) => {
    const name = path.replace("sets.", "");
    const one = register.fields[name];
    const at = one?.type === "address" ? `f-${name}-street` : `${one ? "f-" : ""}${name}`;
    const label = one ? textIn(one.label, locale) : labels[name] && say(labels[name]);
    return { text: [label, say(messageKey, values)].filter(Boolean).join(": "), href: `#${at}` };
  });
}
