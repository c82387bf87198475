import { Button, DateInput, ErrorSummary, Radios, Select, Textarea, TextInput } from "../../../design/index.ts";
import { field, goTo, page, refuse } from "../../../kernel/index.ts";
import { correctPerson } from "../commands/correct-person.ts";
import { villages } from "../queries/codes.ts";
import { personById } from "../queries/person-by-id.ts";
import { dayGiven, dayParts, faultsOn, idOf } from "./answers.ts";

const marital = ["single", "married", "divorced", "widowed"] as const;

/** The keeper of the register mends a record: what is wrong, since when, and why. */
export const mendPage = page({
  path: "/petugas/penduduk/:id/perbaiki",
  async show({ ask, say, params, form, once, actor }, refusal) {
    // Asked for before the form is filled in, so that no answer is lost on the way to the second factor.
    if (actor.hat === "officer" && actor.assurance < 3) refuse("step-up-needed", "kernel.refusal.step-up-needed");
    const person = await ask(personById, { id: params.id ?? "", reason: "correction" });
    const places = await ask(villages, {});
    const stands: Record<string, string | null | undefined> = {
      name: person.name,
      birthPlace: person.birthPlace,
      maritalStatus: person.maritalStatus,
      "address.street": person.address?.street,
      "address.rt": person.address?.rt,
      "address.rw": person.address?.rw,
      "address.village": person.address?.villageCode,
    };
    const { at, summary } = faultsOn(say, refusal, (path) => {
      const name = path.replace("changes.", "");
      return name in stands || ["kind", "since", "reason"].includes(name)
        ? `${say(`registry.mend.${name}`).replace("?", "")}: `
        : "";
    });
    const typed = form._once !== undefined;
    const change = (name: string, more: object = {}) => ({
      id: idOf(`changes.${name}`),
      name,
      label: say(`registry.mend.${name}`),
      value: typed ? field(form, name) : (stands[name] ?? ""),
      error: at(`changes.${name}`),
      ...more,
    });
    const days = { day: say("registry.day"), month: say("registry.month"), year: say("registry.year") };
    return {
      title: say("registry.mend.title"),
      back: { href: `/petugas/penduduk/${person.id}?alasan=correction`, label: person.name },
      main: (
        <>
          <ErrorSummary title={say("registry.search.mend")} errors={summary} />
          <h1>{say("registry.mend.title")}</h1>
          <p>{say("registry.mend.lead")}</p>
          <form method="post" novalidate autocomplete="off">
            <input type="hidden" name="_once" value={once} />
            <input type="hidden" name="version" value={typed ? field(form, "version") : String(person.version)} />
            <TextInput {...change("name", { maxLength: 150 })} />
            <TextInput {...change("birthPlace", { maxLength: 150 })} />
            <Select
              {...change("maritalStatus")}
              options={marital.map((value) => ({ value, text: say(`registry.marital.${value}`) }))}
            />
            <TextInput {...change("address.street", { maxLength: 150 })} />
            <TextInput {...change("address.rt", { width: 3, maxLength: 3 })} />
            <TextInput {...change("address.rw", { width: 3, maxLength: 3 })} />
            <Select
              {...change("address.village")}
              options={places.map((place) => ({ value: place.code, text: `${place.village}, ${place.district}` }))}
            />
            <Radios
              id="kind"
              name="kind"
              label={say("registry.mend.kind")}
              value={field(form, "kind") || undefined}
              error={at("kind")}
              options={[
                {
                  value: "correction",
                  text: say("registry.mend.correction"),
                  hint: say("registry.mend.correction-hint"),
                },
                {
                  value: "change",
                  text: say("registry.mend.change"),
                  reveals: (
                    <DateInput
                      id="since"
                      name="since"
                      label={say("registry.mend.since")}
                      error={at("since")}
                      value={dayParts(form, "since")}
                      words={days}
                    />
                  ),
                },
              ]}
            />
            <Textarea
              id="reason"
              name="reason"
              label={say("registry.mend.reason")}
              hint={say("registry.mend.reason-hint")}
              value={field(form, "reason")}
              error={at("reason")}
            />
            <Button>{say("registry.mend.keep")}</Button>
          </form>
        </>
      ),
    };
  },
  async submit({ act, form, params }) {
    const id = params.id ?? "";
    const kind = field(form, "kind");
    await act(correctPerson, {
      person: id,
      version: Number(field(form, "version")),
      kind: kind as "correction",
      since: kind === "change" ? dayGiven(form, "since") : undefined,
      reason: field(form, "reason"),
      // Fields that still say what stands there are no change: the command leaves them out.
      changes: {
        name: field(form, "name"),
        birthPlace: field(form, "birthPlace"),
        maritalStatus: field(form, "maritalStatus") as "single",
        address: {
          street: field(form, "address.street"),
          rt: field(form, "address.rt"),
          rw: field(form, "address.rw"),
          village: field(form, "address.village"),
        },
      },
    });
    return goTo(`/petugas/penduduk/${id}?alasan=correction`);
  },
});
