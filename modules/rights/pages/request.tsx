import { Button, InsetText, SummaryList } from "../../../design/index.ts";
import { field, goTo, page, type RequestContext, textIn } from "../../../kernel/index.ts";
import { withdrawRequest } from "../commands/ask.ts";
import { liftRestriction } from "../commands/decide.ts";
import { editionOn } from "../edition.ts";
import { requestById, type WholeRequest } from "../queries/requests.ts";
import { dueWords, moment, Once, Refused, StateTag } from "./parts.tsx";

/** What stands in a request, as both sides read it. */
export function RequestFacts({ context, request }: { context: RequestContext; request: WholeRequest }) {
  const { say, locale, world } = context;
  const edition = editionOn(world.government, world.calendar.today(request.opened_at));
  const ground = edition.refusals.find(({ code }) => code === request.ground);
  const row = (key: string, value: string | null) =>
    value === null ? [] : [{ key: say(`rights.request.${key}`), value }];
  const counted = (of: Readonly<Record<string, number>> | undefined) =>
    of && Object.keys(of).length > 0
      ? Object.entries(of)
          .map(([name, n]) => `${say(`rights.holding.${name}`)}: ${n}`)
          .join("; ")
      : null;
  return (
    <SummaryList
      rows={[
        ...row("number", request.number),
        ...row("opened", moment(context, request.opened_at)),
        ...(request.state === "open" ? row("due", dueWords(context, request.due_at)) : []),
        ...row("told", request.told),
        ...(request.decided_at ? row("decided", moment(context, request.decided_at)) : []),
        ...row("answer", request.answer),
        ...(ground ? row("ground", textIn(ground.law, locale)) : []),
        ...row("removed", counted(request.done.removed)),
        ...row("kept", counted(request.done.kept)),
      ]}
    />
  );
}

/** One request of mine, and what became of it. */
export const requestPage = page({
  path: "/saya/hak-data/:id",
  async show(context, refusal) {
    const { ask, say, params } = context;
    const request = await ask(requestById, { id: params.id ?? "" });
    return {
      title: say(`rights.kind.${request.kind}`),
      back: { href: "/saya/hak-data", label: say("rights.mine.title") },
      main: (
        <>
          <Refused refusal={refusal} say={say} />
          <h1>
            {say(`rights.kind.${request.kind}`)} <StateTag state={request.state} say={say} />
          </h1>
          <RequestFacts context={context} request={request} />
          {request.state === "refused" && <InsetText>{say("rights.request.object")}</InsetText>}
          {request.holds && <p>{say(`rights.request.holds-${request.kind}`)}</p>}
          {(request.state === "open" || request.holds) && (
            <form method="post" action={`/saya/hak-data/${request.id}`} noValidate>
              <Once context={context} />
              <Button look="secondary" name="do" value={request.holds ? "lift" : "withdraw"}>
                {say(request.holds ? `rights.request.lift-${request.kind}` : "rights.request.withdraw")}
              </Button>
            </form>
          )}
        </>
      ),
    };
  },
  async submit({ act, form, params }) {
    const request = params.id ?? "";
    if (field(form, "do") === "lift") await act(liftRestriction, { request });
    else await act(withdrawRequest, { request });
    return goTo(`/saya/hak-data/${request}`);
  },
});
