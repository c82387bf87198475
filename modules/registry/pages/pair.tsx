import { Button, ErrorSummary, InsetText, Radios, Table, Tag, Textarea } from "../../../design/index.ts";
import { field, goTo, page, type RequestContext, refuse, refuseFields } from "../../../kernel/index.ts";
import { judgeDouble } from "../commands/doubles.ts";
import { proposeMerge } from "../commands/propose-merge.ts";
import { type MergeField, mergeFields } from "../merging/proposal.ts";
import type { Person } from "../person.ts";
import { pairOfPeople } from "../queries/doubles.ts";
import { faultsOn } from "./answers.ts";
import { doublesPath } from "./doubles.tsx";
import { factsOf } from "./record.tsx";

/** Asked for before anything is filled in, so that no answer is lost on the way to the second factor. */
export const stepUp = ({ actor }: Pick<RequestContext, "actor">): void => {
  if (actor.hat === "officer" && actor.assurance < 3) refuse("step-up-needed", "kernel.refusal.step-up-needed");
};

/** Records beside each other, with a mark at some fields: where they differ, or which are taken from the second. */
export function Beside({
  context,
  people,
  marked = [],
  mark = "",
}: {
  context: Pick<RequestContext, "say" | "locale" | "world">;
  people: readonly Person[];
  marked?: readonly string[];
  mark?: string;
}) {
  const { say } = context;
  const columns = people.map((person) => new Map(factsOf(context, person)));
  const names = [...columns[0]!.keys()].filter((name) => columns.some((column) => column.get(name) != null));
  return (
    <Table
      caption={say("registry.pair.records", { count: people.length })}
      head={[say("registry.pair.field"), ...people.map((_, i) => say("registry.pair.nth", { nth: i + 1 }))]}
      rows={names.map((name) => [
        <>
          {say(`registry.record.${name}`)} {marked.includes(name) && <Tag>{mark}</Tag>}
        </>,
        ...columns.map((column) => column.get(name) ?? "–"),
      ])}
    />
  );
}

/** Two records beside each other: one person, and whose values stay; or two people, and why. */
export const pairPage = page({
  path: `${doublesPath}/:one/:other`,
  async show(context, refusal) {
    const { ask, say, params, form, once } = context;
    stepUp(context);
    const pair = await ask(pairOfPeople, { one: params.one ?? "", other: params.other ?? "" });
    if (!pair || pair.both[0].id === pair.both[1].id) refuse("not-found", "kernel.refusal.not-found");
    const { both, differ, merged } = pair;
    const facts = both.map((person) => new Map(factsOf(context, person)));
    const { at, summary } = faultsOn(
      say,
      refusal,
      (path) => `${say(`registry.pair.${path === "reason" ? "reason" : "stays"}`)}: `,
    );
    const nth = (i: number) => say("registry.pair.nth", { nth: i + 1 });
    return {
      title: say("registry.pair.title"),
      back: { href: doublesPath, label: say("registry.doubles.title") },
      main: (
        <>
          <ErrorSummary title={say("registry.search.mend")} errors={summary} />
          <h1>{say("registry.pair.title")}</h1>
          <Beside context={context} people={both} marked={differ} mark={say("registry.pair.differs")} />
          {merged.some((into) => into !== null) ? (
            <InsetText>{say("registry.refusal.merged")}</InsetText>
          ) : (
            <form method="post" noValidate class="short">
              <input type="hidden" name="_once" value={once} />
              {both.map((person, i) => (
                <input key={person.id} type="hidden" name={`version.${i}`} value={String(person.version)} />
              ))}
              <h2>{say("registry.pair.one-person")}</h2>
              <p>{say("registry.pair.lead")}</p>
              <Radios
                id="stays"
                name="stays"
                label={say("registry.pair.stays")}
                hint={say("registry.pair.stays-hint")}
                value={field(form, "stays")}
                error={at("stays")}
                options={both.map(({ nik }, i) => ({ value: String(i), text: nth(i), hint: `NIK ${nik ?? "–"}` }))}
              />
              {differ.map((name) => (
                <Radios
                  key={name}
                  id={`takes-${name}`}
                  name={`takes.${name}`}
                  label={say("registry.pair.right", { field: say(`registry.record.${name}`) })}
                  legendSize="m"
                  value={field(form, `takes.${name}`)}
                  error={at(`takes.${name}`)}
                  options={facts.map((of, i) => ({ value: String(i), text: of.get(name) ?? "–", hint: nth(i) }))}
                />
              ))}
              <Textarea
                id="reason"
                name="reason"
                label={say("registry.pair.reason")}
                hint={say("registry.pair.reason-hint")}
                value={field(form, "reason")}
                error={at("reason")}
                maxLength={300}
              />
              <div class="govuk-button-group">
                <Button name="decision" value="merge">
                  {say("registry.pair.propose")}
                </Button>
                <Button name="decision" value="different" look="secondary">
                  {say("registry.pair.different")}
                </Button>
              </div>
            </form>
          )}
        </>
      ),
    };
  },
  async submit({ act, form, params }) {
    const ids = [params.one ?? "", params.other ?? ""] as const;
    const reason = field(form, "reason");
    if (field(form, "decision") === "different") {
      await act(judgeDouble, { one: ids[0], other: ids[1], reason });
      return goTo(doublesPath);
    }
    const stays = field(form, "stays");
    if (!stays) refuseFields([{ path: "stays", messageKey: "registry.fault.stays" }]);
    const [into, from] = stays === "1" ? ([1, 0] as const) : ([0, 1] as const);
    const { proposal } = await act(proposeMerge, {
      person: ids[into],
      version: Number(field(form, `version.${into}`)),
      other: ids[from],
      otherVersion: Number(field(form, `version.${from}`)),
      takes: mergeFields.filter((name: MergeField) => field(form, `takes.${name}`) === String(from)),
      reason,
    });
    return goTo(`/petugas/penduduk/usulan/${proposal}`);
  },
});
