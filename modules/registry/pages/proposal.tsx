import { Button, ErrorSummary, InsetText, SummaryList, Tag, Textarea } from "../../../design/index.ts";
import { dateTime, dayWords } from "../../../design/words.ts";
import { field, goTo, officeOf, page, type RequestContext, textIn } from "../../../kernel/index.ts";
import { decideProposal } from "../commands/decide-proposal.ts";
import { proposeUndo } from "../commands/propose-merge.ts";
import { keepers } from "../merging/proposal.ts";
import type { Part } from "../merging/split.ts";
import { proposalById } from "../queries/proposals.ts";
import { faultsOn } from "./answers.ts";
import { doublesPath } from "./doubles.tsx";
import { Beside, stepUp } from "./pair.tsx";

type Whole = Awaited<ReturnType<typeof proposalById.answer>>;

/** What one keeper proposed, for another to decide; and afterwards what became of it, with the way back. */
export const proposalPage = page({
  path: "/petugas/penduduk/usulan/:id",
  async show(context, refusal) {
    const { ask, say, params } = context;
    stepUp(context);
    const whole = await ask(proposalById, { id: params.id ?? "" });
    const { summary } = faultsOn(say, refusal, () => `${say("registry.pair.reason")}: `);
    const title = say(`registry.proposal.${whole.kind}`);
    return {
      title,
      back: { href: doublesPath, label: say("registry.doubles.title") },
      main: (
        <>
          <ErrorSummary title={say("registry.search.mend")} errors={summary} />
          <h1>{title}</h1>
          <SummaryList rows={rowsOf(context, whole)} />
          <Beside context={context} people={whole.people} marked={whole.takes} mark={say("registry.pair.taken")} />
          <What context={context} whole={whole} />
        </>
      ),
    };
  },
  async submit({ act, form, params }) {
    const proposal = params.id ?? "";
    const decision = field(form, "decision");
    if (decision === "undo") {
      const undoing = await act(proposeUndo, { merge: proposal, reason: field(form, "reason") });
      return goTo(`/petugas/penduduk/usulan/${undoing.proposal}`);
    }
    await act(decideProposal, { proposal, approve: decision === "approve" });
    return goTo(`/petugas/penduduk/usulan/${proposal}`);
  },
});

function rowsOf({ say, locale, world }: RequestContext, whole: Whole) {
  const at = (moment: Date) => dateTime(moment, locale, world.calendar.timeZone);
  const office = (agency: string, room: string) => {
    const found = officeOf(world.government, agency, room);
    return found ? textIn(found.name, locale) : `${agency}/${room}`;
  };
  const [agency = "", room = ""] = whole.decided_for?.split("/") ?? [];
  return [
    {
      key: say("registry.proposal.how-it-stands"),
      value: <Tag>{say(`registry.proposal.state.${whole.undone_at ? "undone" : whole.state}`)}</Tag>,
    },
    { key: say("registry.pair.reason"), value: whole.reason },
    {
      key: say("registry.proposal.by"),
      value: `${office(whole.agency, whole.office)}, ${at(whole.proposed_at)}`,
    },
    ...(whole.kind === "merge"
      ? [
          { key: say("registry.pair.stays"), value: say("registry.pair.nth", { nth: 1 }) },
          {
            key: say("registry.proposal.takes"),
            value:
              whole.takes.map((name) => say(`registry.record.${name}`)).join(", ") || say("registry.proposal.nothing"),
          },
        ]
      : []),
    ...partRows({ say, locale }, whole.part),
    ...(whole.kind === "split"
      ? [
          {
            key: say("registry.split.moves"),
            value: say("registry.proposal.rows", { count: Object.values(whole.moves).flat().length }),
          },
        ]
      : []),
    ...(whole.decided_at
      ? [{ key: say("registry.proposal.decided"), value: `${office(agency, room)}, ${at(whole.decided_at)}` }]
      : []),
    ...(whole.kind === "merge" && whole.state === "done"
      ? [{ key: say("registry.proposal.went"), value: say("registry.proposal.rows", { count: whole.went }) }]
      : []),
  ];
}

/** What would stand in the new record of a split. */
function partRows({ say, locale }: Pick<RequestContext, "say" | "locale">, part: Part | null) {
  if (!part) return [];
  const row = (name: string, value: string) => ({ key: say(`registry.split.${name}`), value });
  const { street, rt, rw } = part.address;
  return [
    row("nik", part.nik),
    row("name", part.name),
    row("birth", `${part.birthPlace}, ${dayWords(part.birthDate, locale)}`),
    row("sex", say(`registry.sex.${part.sex}`)),
    row("maritalStatus", say(`registry.marital.${part.maritalStatus}`)),
    row(
      "familyRole",
      say(part.familyRole === "own" ? "registry.split.own-card" : `registry.family.${part.familyRole}`),
    ),
    row("address", `${street}, RT ${rt}/RW ${rw}, ${part.address.village}`),
  ];
}

/** What may be done with it as it stands, by the one who looks. */
function What({ context, whole }: { context: RequestContext; whole: Whole }) {
  const { say, once, form } = context;
  const frame = (children: preact.ComponentChildren) => (
    <form method="post" noValidate class="short">
      <input type="hidden" name="_once" value={once} />
      {children}
    </form>
  );
  if (whole.state === "open" && whole.mine) return <InsetText>{say("registry.proposal.wait")}</InsetText>;
  if (whole.state === "open")
    return (
      <>
        <InsetText>{say(whole.stale ? "registry.proposal.stale" : `registry.proposal.effect.${whole.kind}`)}</InsetText>
        {frame(
          <div class="govuk-button-group">
            {!whole.stale && (
              <Button name="decision" value="approve">
                {say("registry.proposal.approve")}
              </Button>
            )}
            <Button name="decision" value="return" look="secondary">
              {say("registry.proposal.return")}
            </Button>
          </div>,
        )}
      </>
    );
  const mayPropose = keepers.some((role) => context.actor.officer?.roles.includes(role));
  if (!mayPropose || whole.kind !== "merge" || whole.state !== "done" || whole.undone_at) return null;
  return frame(
    <>
      <h2>{say("registry.proposal.undo-title")}</h2>
      <p>{say("registry.proposal.undo-lead")}</p>
      <Textarea
        id="reason"
        name="reason"
        label={say("registry.pair.reason")}
        value={field(form, "reason")}
        maxLength={300}
      />
      <Button name="decision" value="undo" look="secondary">
        {say("registry.proposal.propose-undo")}
      </Button>
    </>,
  );
}
