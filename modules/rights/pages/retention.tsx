import { Button, FactRows, Select, Table, TextInput } from "../../../design/index.ts";
import { faultAt, field, goTo, page } from "../../../kernel/index.ts";
import { destroyKey } from "../commands/destroy-key.ts";
import { holdRecords, liftHold } from "../commands/retention.ts";
import { certificates } from "../queries/certificate.ts";
import { retention } from "../queries/due.ts";
import { moment, Once, Refused } from "./parts.tsx";

const path = "/petugas/retensi";

/** What the next night takes away, what stays and why, and keys to be destroyed: the dry run and its levers. */
export const retentionPage = page({
  path,
  desk: { label: "rights.retention.menu", roles: ["protection-officer"] },
  async show(context, refusal) {
    const { ask, say, form } = context;
    const { lines, holds } = await ask(retention, {});
    const made = await ask(certificates, {});
    const busy = lines.filter(({ due, held }) => due + held > 0);
    const people = lines.flatMap((line) => line.people.map((person) => ({ person, name: line.name })));
    return {
      title: say("rights.retention.title"),
      main: (
        <>
          <Refused refusal={refusal} say={say} />
          <h1>{say("rights.retention.title")}</h1>
          <p>{say("rights.retention.lead")}</p>
          {busy.length === 0 && <p>{say("rights.retention.nothing")}</p>}
          {busy.length > 0 && (
            <Table
              caption={say("rights.retention.table")}
              head={["kind", "due", "held", "how"].map((column) => say(`rights.retention.${column}`))}
              rows={busy.map((line) => [
                say(`rights.holding.${line.name}`),
                line.more ? say("rights.retention.over", { n: line.due }) : String(line.due),
                String(line.held),
                say(line.removes ? "rights.retention.nightly" : "rights.retention.by-key"),
              ])}
            />
          )}
          {people.length > 0 && <h2>{say("rights.retention.keys")}</h2>}
          {people.map(({ person, name }) => (
            <form method="post" action={path} noValidate key={person}>
              <Once context={context} />
              <input type="hidden" name="person" value={person} />
              <TextInput
                id={`ground-${person}`}
                name="ground"
                label={say("rights.retention.ground", { kind: say(`rights.holding.${name}`) })}
              />
              <Button look="warning" name="do" value="destroy">
                {say("rights.retention.destroy")}
              </Button>
            </form>
          ))}
          <h2>{say("rights.retention.holds")}</h2>
          <p>{say("rights.retention.holds-lead")}</p>
          {holds.length === 0 && <p>{say("rights.retention.no-holds")}</p>}
          {holds.map((hold) => (
            <form method="post" action={path} noValidate key={hold.id}>
              <Once context={context} />
              <input type="hidden" name="hold" value={hold.id} />
              <p>
                <b>{say(`rights.holding.${hold.holding}`)}</b>: {hold.reason} ({moment(context, hold.since)})
              </p>
              <Button look="secondary" name="do" value="lift">
                {say("rights.retention.lift")}
              </Button>
            </form>
          ))}
          <form method="post" action={path} noValidate class="short">
            <Once context={context} />
            <h2>{say("rights.retention.hold-title")}</h2>
            <Select
              id="holding"
              name="holding"
              label={say("rights.retention.kind")}
              value={field(form, "holding")}
              options={lines.map(({ name }) => ({ value: name, text: say(`rights.holding.${name}`) }))}
            />
            <TextInput
              id="reason"
              name="reason"
              label={say("rights.retention.reason")}
              value={field(form, "reason")}
              error={faultAt({ say }, refusal, "reason")}
            />
            <Button look="secondary" name="do" value="hold">
              {say("rights.retention.hold")}
            </Button>
          </form>
          {made.length > 0 && <h2>{say("rights.retention.certificates")}</h2>}
          <FactRows
            items={made.map(({ id, number, at }) => ({
              href: `/pemusnahan/${id}`,
              title: number,
              facts: moment(context, at),
            }))}
          />
        </>
      ),
    };
  },
  async submit({ act, form }) {
    const what = field(form, "do");
    if (what === "destroy") {
      const { certificate } = await act(destroyKey, { person: field(form, "person"), ground: field(form, "ground") });
      return goTo(`/pemusnahan/${certificate}`);
    }
    if (what === "lift") await act(liftHold, { hold: field(form, "hold") });
    else await act(holdRecords, { holding: field(form, "holding"), reason: field(form, "reason") });
    return goTo(path);
  },
});
