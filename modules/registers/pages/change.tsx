import { Button, ErrorSummary, Radios, Textarea, TextInput } from "../../../design/index.ts";
import { field, goTo, page, type Refusal, type RequestContext, refuse, textIn } from "../../../kernel/index.ts";
import { writeRecord } from "../commands/write-record.ts";
import { recordWhole } from "../queries/record.ts";
import { registerByCode } from "../queries/records.ts";
import { entryOf } from "./entry.ts";
import { errorsOf, RecordFields } from "./fields.tsx";

/** Asked for before the form is filled in, so that no answer is lost on the way to the second factor. */
export function steppedUp({ actor }: RequestContext): void {
  if (actor.hat === "officer" && actor.assurance < 3) refuse("step-up-needed", "kernel.refusal.step-up-needed");
}

/** Since when, and why: what every change of a record says of itself. */
function Reason({
  context,
  refusal,
  authority,
}: {
  context: RequestContext;
  refusal: Refusal | undefined;
  authority: boolean;
}) {
  const { say, form } = context;
  const at = (path: string) => {
    const fault = refusal?.faults.find((one) => one.path === path);
    return fault && say(fault.messageKey, fault.values);
  };
  return (
    <>
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
        rows={3}
        value={field(form, "reason")}
        error={at("reason")}
      />
      {authority && (
        <TextInput
          id="authority"
          name="authority"
          label={say("registers.authority")}
          hint={say("registers.authority-hint")}
          maxLength={200}
          value={field(form, "authority")}
          error={at("authority")}
        />
      )}
    </>
  );
}

/** The keeper changes a record, corrects it or ends it: what, since when, and why. What stood there stays in its history. */
export const changePage = page({
  path: "/petugas/register/:id/ubah",
  async show(context, refusal) {
    const { ask, say, locale, params, form, once, actor } = context;
    steppedUp(context);
    const { newest: register, brought, record } = await ask(recordWhole, { id: params.id ?? "" });
    const typedBefore = form._once !== undefined;
    const keeps = actor.officer?.agency === register.keeper;
    const kinds = ["update", "correct", ...(keeps ? ["end"] : [])];
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
            <RecordFields register={register} stands={brought} context={context} refusal={refusal} />
            <Radios
              id="change"
              name="change"
              label={say("registers.change-kind")}
              value={field(form, "change") || "update"}
              options={kinds.map((kind) => ({
                value: kind,
                text: say(`registers.change-kind.${kind}`),
                ...(kind !== "update" && { hint: say(`registers.change-kind.${kind}-hint`) }),
              }))}
            />
            <Reason context={context} refusal={refusal} authority />
            <Button>{say("registry.mend.keep")}</Button>
          </form>
        </>
      ),
    };
  },
  async submit({ act, ask, form, params }) {
    const { newest: register, brought, record } = await ask(recordWhole, { id: params.id ?? "" });
    const change = field(form, "change");
    const authority = field(form, "authority");
    await act(writeRecord, {
      register: register.code,
      change: change === "end" || change === "correct" ? change : "update",
      person: record.person,
      business: record.business,
      number: register.number === "holder" ? undefined : record.number,
      since: field(form, "since") || undefined,
      ...(change !== "end" && entryOf(form, register, brought)),
      version: Number(field(form, "version")),
      reason: field(form, "reason"),
      ...(authority && { authority }),
    });
    return goTo(`/petugas/register/${record.id}`);
  },
});

/** The keeper enters a record that no application brought. */
export const newRecordPage = page({
  path: "/petugas/register/baru/:code",
  async show(context, refusal) {
    const { ask, say, locale, params, form, once, actor } = context;
    steppedUp(context);
    const register = await ask(registerByCode, { code: params.code ?? "" });
    if (actor.officer?.agency !== register.keeper) refuse("not-found", "kernel.refusal.not-found");
    const fault = refusal?.faults.find(({ path }) => path === "sets.holder");
    return {
      title: say("registers.new"),
      back: { href: "/petugas/register", label: say("registers.desk") },
      main: (
        <>
          <ErrorSummary title={say("registry.search.mend")} errors={errorsOf(context, register, refusal)} />
          <h1>{say("registers.new-in", { title: textIn(register.title, locale) })}</h1>
          <form method="post" noValidate autoComplete="off" class="short">
            <input type="hidden" name="_once" value={once} />
            {register.holder !== "none" && (
              <TextInput
                id="holder"
                name="holder"
                label={say(`registers.about.${register.holder}`)}
                maxLength={40}
                width={20}
                value={field(form, "holder")}
                error={fault && say(fault.messageKey)}
              />
            )}
            <RecordFields register={register} stands={{}} context={context} refusal={refusal} />
            <Reason context={context} refusal={refusal} authority={false} />
            <Button>{say("registers.new-keep")}</Button>
          </form>
        </>
      ),
    };
  },
  async submit({ act, ask, form, params }) {
    const register = await ask(registerByCode, { code: params.code ?? "" });
    const { sets } = entryOf(form, register, {});
    const { id } = await act(writeRecord, {
      register: register.code,
      change: "create",
      ...(field(form, "holder") && { about: field(form, "holder") }),
      since: field(form, "since") || undefined,
      sets,
      reason: field(form, "reason"),
    });
    return goTo(`/petugas/register/${id}`);
  },
});
