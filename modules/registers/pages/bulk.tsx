import { Button, ErrorSummary, Select, Textarea, TextInput } from "../../../design/index.ts";
import { type Form, faultAt, field, goTo, page, refuse, refuseFields, textIn } from "../../../kernel/index.ts";
import { openLoad } from "../commands/open-load.ts";
import type { Register } from "../definition/schema.ts";
import { mostPicked, pickedRecords } from "../queries/bulk.ts";
import { registerByCode } from "../queries/records.ts";
import { readCell } from "../transfer/cell.ts";
import { taken } from "../transfer/store.ts";
import { errorsIn, stepUp } from "./loads.tsx";

/** Fields that fit a line of text; the number is what a record is known by and stays. */
const settable = (register: Register) =>
  Object.entries(register.fields).filter(
    ([name, { type }]) =>
      type !== "address" &&
      type !== "list" &&
      !(typeof register.number === "object" && "field" in register.number && register.number.field === name),
  );

/** Many records of one register, changed alike: picked by words or by number, shown and approved as a file is. */
export const bulkPage = page({
  path: "/petugas/muatan/massal/:register",
  limit: { times: 20, seconds: 60 },
  async show(context, refusal) {
    const { ask, say, locale, params, form, once } = context;
    stepUp(context);
    const register = await ask(registerByCode, { code: params.register ?? "" });
    const name = textIn(register.title, locale);
    const common = (id: string) => ({ id, name: id, value: field(form, id), error: faultAt(context, refusal, id) });
    return {
      title: say("registers.bulk.new", { name }),
      back: { href: "/petugas/muatan", label: say("registers.loads") },
      main: (
        <>
          <ErrorSummary title={say("registry.search.mend")} errors={errorsIn(context, refusal)} />
          <h1>{say("registers.bulk.new", { name })}</h1>
          <p>{say("registers.bulk.lead")}</p>
          <form method="post" noValidate autoComplete="off" class="short">
            <input type="hidden" name="_once" value={once} />
            <h2>{say("registers.bulk.which")}</h2>
            <TextInput {...common("words")} label={say("registers.words")} maxLength={100} />
            {register.number !== "holder" && (
              <Textarea
                {...common("numbers")}
                label={say("registers.bulk.numbers")}
                hint={say("registers.bulk.numbers-hint")}
                maxLength={200_000}
              />
            )}
            <h2>{say("registers.bulk.what")}</h2>
            <p>{say("registers.bulk.what-hint")}</p>
            {settable(register).map(([one, { label, type, options }]) =>
              type === "choice" || type === "yes-no" ? (
                <Select
                  key={one}
                  {...common(`f-${one}`)}
                  label={textIn(label, locale)}
                  options={[
                    { value: "", text: say("registers.bulk.as-is") },
                    ...(options?.map(({ value, text }) => ({ value, text: textIn(text, locale) })) ?? [
                      { value: "yes", text: say("registers.yes") },
                      { value: "no", text: say("registers.no") },
                    ]),
                  ]}
                />
              ) : (
                <TextInput
                  key={one}
                  {...common(`f-${one}`)}
                  label={textIn(label, locale)}
                  hint={say(`registers.hint.${type}`)}
                  maxLength={500}
                />
              ),
            )}
            <Textarea {...common("reason")} label={say("registry.mend.reason")} maxLength={300} />
            <Button>{say("registers.load.check")}</Button>
          </form>
        </>
      ),
    };
  },
  async submit(context) {
    const { act, ask, form, params, say } = context;
    const register = await ask(registerByCode, { code: params.register ?? "" });
    const sets = setsOf(register, form);
    const numbers = field(form, "numbers")
      .split(/[\s,;]+/)
      .filter(Boolean);
    const words = field(form, "words");
    if (numbers.length > mostPicked) refuse("too-large", "registers.bulk.too-many", { most: mostPicked });
    if (numbers.length === 0 && words.length === 0)
      refuseFields([{ path: "words", messageKey: "registers.bulk.none-picked" }]);
    if (Object.keys(sets).length === 0) refuseFields([{ path: "reason", messageKey: "registers.bulk.nothing-set" }]);
    const picked = await ask(pickedRecords, { register: register.code, words, numbers });
    if (picked.length > mostPicked) refuse("too-large", "registers.bulk.too-many", { most: mostPicked });
    if (picked.length === 0) refuseFields([{ path: "words", messageKey: "registers.bulk.none-found" }]);
    const own =
      typeof register.number === "object" && "field" in register.number ? register.number.field : "record.number";
    // Numbers that are not there stay in: the check names each of them.
    const all = new Set([...numbers, ...picked.map(({ number }) => number)]);
    const body = Buffer.from([...all].map((number) => `${JSON.stringify({ [own]: number, ...sets })}\n`).join(""));
    const given = await taken(context, say("registers.bulk.name"), body, "jsonl");
    const { id } = await act(openLoad, {
      register: register.code,
      kind: "bulk",
      ...given,
      reason: field(form, "reason"),
    });
    return goTo(`/petugas/muatan/${id}`);
  },
});

/** What was typed, by the kind of each field; an empty one leaves the field as it is. */
function setsOf(register: Register, form: Form): Record<string, unknown> {
  const sets: Record<string, unknown> = {};
  const faults = [];
  for (const [name, kind] of settable(register)) {
    const read = readCell(kind, field(form, `f-${name}`));
    if (read && "messageKey" in read) faults.push({ path: `f-${name}`, ...read });
    else if (read) sets[name] = read.value;
  }
  if (faults.length > 0) refuseFields(faults);
  return sets;
}
