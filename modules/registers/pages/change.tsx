import { Button, ErrorSummary, InsetText, Radios, Select, Textarea, TextInput } from "../../../design/index.ts";
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
import { writeRecord } from "../commands/write-record.ts";
import type { Data } from "../definition/check.ts";
import type { Register } from "../definition/schema.ts";
import { recordWhole } from "../queries/records.ts";

/** Kinds that fit a line of text; what has parts is changed where it is asked for, by a service. */
const typed = ["text", "number", "money", "date", "yes-no", "choice", "code"] as const;
const isTyped = (type: string): boolean => (typed as readonly string[]).includes(type);

/** What was typed, by the kind of each field; an empty one says nothing. */
function answersOf(form: Form, register: Register): Data {
  return Object.fromEntries(
    Object.entries(register.fields).flatMap(([name, { type }]): [string, unknown][] => {
      const text = field(form, `f-${name}`).trim();
      if (!isTyped(type) || text === "") return [];
      if (type === "yes-no") return [[name, text === "yes"]];
      // Thousands by dots and a decimal comma, as people here write numbers.
      if (type === "number" || type === "money") return [[name, Number(text.replaceAll(".", "").replace(",", "."))]];
      return [[name, text]];
    }),
  );
}

const asTyped = (type: string, value: unknown): string => {
  if (value === undefined) return "";
  if (type === "yes-no") return value === true ? "yes" : "no";
  if (type === "number" || type === "money") return String(value).replace(".", ",");
  return typeof value === "object" ? ((value as { code?: string } | null)?.code ?? "") : String(value);
};

function Fields({
  register,
  stands,
  context,
  refusal,
}: {
  register: Register;
  stands: Data;
  context: RequestContext;
  refusal: Refusal | undefined;
}) {
  const { say, locale, form } = context;
  const shown = form._once !== undefined;
  return Object.entries(register.fields)
    .filter(([, { type }]) => isTyped(type))
    .map(([name, one]) => {
      const id = `f-${name}`;
      const fault = refusal?.faults.find(({ path }) => path === `sets.${name}`);
      const common = {
        id,
        name: id,
        label: one.required
          ? textIn(one.label, locale)
          : say("registers.optional", { label: textIn(one.label, locale) }),
        value: shown ? field(form, id) : asTyped(one.type, stands[name]),
        error: fault && say(fault.messageKey, fault.values),
      };
      if (one.type === "yes-no")
        return (
          <Radios
            {...common}
            options={[
              { value: "yes", text: say("registers.yes") },
              { value: "no", text: say("registers.no") },
            ]}
          />
        );
      if (one.type === "choice")
        return (
          <Select
            {...common}
            options={[
              { value: "", text: say("registry.search.choose") },
              ...one.options!.map(({ value, text }) => ({ value, text: textIn(text, locale) })),
            ]}
          />
        );
      return (
        <TextInput
          {...common}
          maxLength={500}
          {...(one.type === "date" && { hint: say("registers.date-hint"), width: 10 as const })}
        />
      );
    });
}

const errorsOf = ({ say, locale }: RequestContext, register: Register, refusal: Refusal | undefined) => {
  if (!refusal) return [];
  if (refusal.faults.length === 0) return [{ text: say(refusal.messageKey, refusal.values) }];
  return refusal.faults.map(({ path, messageKey, values }) => {
    const name = path.replace("sets.", "");
    const label = register.fields[name]?.label;
    return {
      text: `${label ? `${textIn(label, locale)}: ` : ""}${say(messageKey, values)}`,
      href: `#${label ? "f-" : ""}${name}`,
    };
  });
};

/** The keeper changes a record or ends it: what, since when, and why. What stood there stays in its history. */
export const changePage = page({
  path: "/petugas/register/:id/ubah",
  async show(context, refusal) {
    const { ask, say, locale, params, form, once, actor } = context;
    // Asked for before the form is filled in, so that no answer is lost on the way to the second factor.
    if (actor.hat === "officer" && actor.assurance < 3) refuse("step-up-needed", "kernel.refusal.step-up-needed");
    const { register, record } = await ask(recordWhole, { id: params.id ?? "" });
    const typedBefore = form._once !== undefined;
    const at = (path: string) => {
      const fault = refusal?.faults.find((one) => one.path === path);
      return fault && say(fault.messageKey, fault.values);
    };
    return {
      title: say("registers.change"),
      back: { href: `/petugas/register/${record.id}`, label: textIn(register.title, locale) },
      main: (
        <>
          <ErrorSummary title={say("registry.search.mend")} errors={errorsOf(context, register, refusal)} />
          <h1>{say("registers.change")}</h1>
          <p>{say("registers.change-lead")}</p>
          <form method="post" noValidate autoComplete="off" class="short">
            <input type="hidden" name="_once" value={once} />
            <input type="hidden" name="version" value={typedBefore ? field(form, "version") : String(record.version)} />
            <Fields register={register} stands={record.data} context={context} refusal={refusal} />
            {Object.values(register.fields).some(({ type }) => !isTyped(type)) && (
              <InsetText>{say("registers.parts-elsewhere")}</InsetText>
            )}
            <Radios
              id="change"
              name="change"
              label={say("registers.change-kind")}
              value={field(form, "change") || "update"}
              options={[
                { value: "update", text: say("registers.change-kind.update") },
                { value: "end", text: say("registers.change-kind.end"), hint: say("registers.change-kind.end-hint") },
              ]}
            />
            <TextInput
              id="since"
              name="since"
              label={say("registers.since-when")}
              hint={say("registers.date-hint")}
              width={10}
              value={field(form, "since")}
              error={at("since")}
            />
            <Textarea
              id="reason"
              name="reason"
              label={say("registry.mend.reason")}
              maxLength={300}
              value={field(form, "reason")}
              error={at("reason")}
            />
            <Button>{say("registry.mend.keep")}</Button>
          </form>
        </>
      ),
    };
  },
  async submit({ act, ask, form, params }) {
    const { register, record } = await ask(recordWhole, { id: params.id ?? "" });
    const change = field(form, "change") === "end" ? "end" : "update";
    await act(writeRecord, {
      register: register.code,
      change,
      person: record.person,
      business: record.business,
      number: register.number === "holder" ? undefined : record.number,
      since: field(form, "since") || undefined,
      sets: answersOf(form, register),
      version: Number(field(form, "version")),
      reason: field(form, "reason"),
    });
    return goTo(`/petugas/register/${record.id}`);
  },
});
