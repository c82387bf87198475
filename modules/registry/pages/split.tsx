import {
  Button,
  Checkboxes,
  DateInput,
  ErrorSummary,
  Radios,
  Select,
  Textarea,
  TextInput,
} from "../../../design/index.ts";
import { field, goTo, page, textIn } from "../../../kernel/index.ts";
import { proposeSplit } from "../commands/propose-merge.ts";
import { villages } from "../queries/codes.ts";
import { splitChoices } from "../queries/proposals.ts";
import { dayGiven, dayParts, faultsOn, idOf } from "./answers.ts";
import { doublesPath } from "./doubles.tsx";
import { Beside, stepUp } from "./pair.tsx";

const marital = ["single", "married", "divorced", "widowed"] as const;
const roles = ["spouse", "child", "parent", "other"] as const;

/** A record that is two people: what stands in the second one's, with its own number, and what of the first's is theirs. */
export const splitPage = page({
  path: "/petugas/penduduk/:id/pisah",
  async show(context, refusal) {
    const { ask, say, params, form, once, locale } = context;
    stepUp(context);
    const { person, offers } = await ask(splitChoices, { person: params.id ?? "" });
    const places = await ask(villages, {});
    const labels: Record<string, string> = { birthDate: "birthDate", "address.village": "village" };
    const { at, summary } = faultsOn(say, refusal, (path) => {
      const name = path.replace("part.", "");
      return `${say(name === "reason" ? "registry.pair.reason" : `registry.split.${labels[name] ?? name.replace("address.", "")}`)}: `;
    });
    const typed = form._once !== undefined;
    const of = (name: string, stands: string, more: object = {}) => ({
      id: idOf(`part.${name}`),
      name,
      label: say(`registry.split.${labels[name] ?? name.replace("address.", "")}`),
      value: typed ? field(form, name) : stands,
      error: at(`part.${name}`),
      ...more,
    });
    const chosen = form.moves;
    return {
      title: say("registry.split.title"),
      back: { href: doublesPath, label: say("registry.doubles.title") },
      main: (
        <>
          <ErrorSummary title={say("registry.search.mend")} errors={summary} />
          <h1>{say("registry.split.title")}</h1>
          <p>{say("registry.split.lead")}</p>
          <Beside context={context} people={[person]} />
          <form method="post" noValidate autocomplete="off" class="short">
            <input type="hidden" name="_once" value={once} />
            <input type="hidden" name="version" value={typed ? field(form, "version") : String(person.version)} />
            <h2>{say("registry.split.second")}</h2>
            <TextInput {...of("nik", "", { hint: say("registry.split.nik-hint"), width: 20, maxLength: 40 })} />
            <TextInput {...of("name", "", { maxLength: 150 })} />
            <TextInput {...of("birthPlace", person.birthPlace ?? "", { maxLength: 150 })} />
            <DateInput
              id="part-birthDate"
              name="birthDate"
              label={say("registry.split.birthDate")}
              error={at("part.birthDate")}
              value={typed ? dayParts(form, "birthDate") : partsOf(person.birthDate)}
              words={{ day: say("registry.day"), month: say("registry.month"), year: say("registry.year") }}
            />
            <Radios
              {...of("sex", person.sex ?? "")}
              options={(["female", "male"] as const).map((value) => ({ value, text: say(`registry.sex.${value}`) }))}
            />
            <Select
              {...of("maritalStatus", person.maritalStatus ?? "single")}
              options={marital.map((value) => ({ value, text: say(`registry.marital.${value}`) }))}
            />
            <Select
              {...of("familyRole", "other")}
              options={[
                ...roles.map((value) => ({ value: value as string, text: say(`registry.family.${value}`) })),
                { value: "own", text: say("registry.split.own-card") },
              ]}
            />
            <TextInput {...of("address.street", person.address?.street ?? "", { maxLength: 150 })} />
            <TextInput {...of("address.rt", person.address?.rt ?? "", { width: 3, maxLength: 3 })} />
            <TextInput {...of("address.rw", person.address?.rw ?? "", { width: 3, maxLength: 3 })} />
            <Select
              {...of("address.village", person.address?.villageCode ?? "")}
              options={places.map((place) => ({ value: place.code, text: `${place.village}, ${place.district}` }))}
            />
            {offers.length > 0 && (
              <Checkboxes
                id="moves"
                name="moves"
                label={say("registry.split.moves")}
                hint={say("registry.split.moves-hint")}
                values={typeof chosen === "string" ? [chosen] : (chosen ?? [])}
                options={offers.map((one) => ({ value: `${one.follows} ${one.id}`, text: textIn(one.label, locale) }))}
              />
            )}
            <Textarea
              id="reason"
              name="reason"
              label={say("registry.pair.reason")}
              hint={say("registry.pair.reason-hint")}
              value={field(form, "reason")}
              error={at("reason")}
              maxLength={300}
            />
            <Button>{say("registry.split.propose")}</Button>
          </form>
        </>
      ),
    };
  },
  async submit({ act, form, params }) {
    const given = form.moves ?? [];
    const moves: Record<string, string[]> = {};
    for (const one of typeof given === "string" ? [given] : given) {
      const [follows = "", id = ""] = one.split(" ");
      moves[follows] = [...(moves[follows] ?? []), id];
    }
    const { proposal } = await act(proposeSplit, {
      person: params.id ?? "",
      version: Number(field(form, "version")),
      part: {
        nik: field(form, "nik"),
        name: field(form, "name"),
        birthPlace: field(form, "birthPlace"),
        birthDate: dayGiven(form, "birthDate") ?? "",
        sex: field(form, "sex") as "female",
        maritalStatus: field(form, "maritalStatus") as "single",
        familyRole: field(form, "familyRole") as "own",
        address: {
          street: field(form, "address.street"),
          rt: field(form, "address.rt"),
          rw: field(form, "address.rw"),
          village: field(form, "address.village"),
        },
      },
      moves,
      reason: field(form, "reason"),
    });
    return goTo(`/petugas/penduduk/usulan/${proposal}`);
  },
});

const partsOf = (day: string | null) => {
  const [year = "", month = "", date = ""] = day?.split("-") ?? [];
  return { day: date, month, year };
};
