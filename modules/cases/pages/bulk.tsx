import { Button, InsetText, Table } from "../../../design/index.ts";
import { field, goTo, page, type Say } from "../../../kernel/index.ts";
import { startBulk, stopBulk } from "../commands/bulk.ts";
import { bulkById } from "../queries/bulk.ts";
import { ByState, Older, Once, Wrong } from "./parts.tsx";

type Bulk = Awaited<ReturnType<typeof bulkById.answer>>;
type State = Bulk["items"][number]["state"];
const count = ({ sums }: Bulk, state: State) =>
  sums.filter((one) => one.state === state).reduce((all, { n }) => all + n, 0);

/** What is going to be done, in a sentence. */
function promise({ kind, asked, sums }: Bulk, ready: number, say: Say): string {
  const to = asked.name ?? "";
  if (kind === "assign" && !asked.officer) return say("cases.bulk.will.put-back", { ready });
  if (kind === "assign") return say("cases.bulk.will.assign", { ready, to });
  if (kind === "complete")
    return say("cases.bulk.will.complete", { ready, outcome: say(`cases.outcome.${asked.outcome}`) });
  if (kind === "balance") {
    const shares = new Map<string, number>();
    for (const { target_name: name, n } of sums) if (name) shares.set(name, (shares.get(name) ?? 0) + n);
    return say("cases.bulk.will.balance", { ready, shares: [...shares].map(([name, n]) => `${name} ${n}`).join(", ") });
  }
  return say(`cases.bulk.will.${kind}`, { ready });
}

const states = ["ready", "cannot", "done", "refused"] as const;

/** Why some cannot be done, or were turned down: each reason once, with how many it concerns. */
const reasons = ({ sums }: Bulk) => {
  const all = new Map<string, number>();
  for (const { why, n } of sums) if (why) all.set(why, (all.get(why) ?? 0) + n);
  return [...all];
};

/** The same act on many: first what would become of each, then how far it has come. A reload shows more. */
export const bulkPage = page({
  path: "/petugas/sekaligus/:id",
  async show(context, refusal) {
    const { ask, params, query, say, locale, once } = context;
    const state = states.find((one) => one === query.keadaan);
    const bulk = await ask(bulkById, {
      bulk: params.id ?? "",
      ...(state && { state }),
      ...(query.after && { after: query.after }),
    });
    const self = `/petugas/sekaligus/${bulk.id}`;
    const [ready, cannot, done, refused] = states.map((one) => count(bulk, one)) as [number, number, number, number];
    const all = ready + done + refused;
    const button = (name: string, look: "main" | "secondary" | "warning" = "main") => (
      <Button name="do" value={name} look={look}>
        {say(`cases.bulk.go.${name}`)}
      </Button>
    );
    return {
      title: say("cases.bulk.page"),
      layout: "wide",
      back: { href: "/petugas", label: say("cases.queue.title") },
      main: (
        <>
          <Wrong refusal={refusal} say={say} locale={locale} />
          <h1>{say("cases.bulk.page")}</h1>
          <p class="lead">
            {bulk.state === "prepared"
              ? promise(bulk, ready, say)
              : say("cases.bulk.progress", { done: done + refused, all })}{" "}
            {cannot > 0 && say("cases.bulk.cannot", { cannot })} {refused > 0 && say("cases.bulk.refused", { refused })}
          </p>
          {bulk.asked.more && <p>{say("cases.bulk.more", { all: all + cannot })}</p>}
          {reasons(bulk).length > 0 && (
            <ul>
              {reasons(bulk).map(([why, n]) => (
                <li key={why}>{say("cases.bulk.why", { n, why: say(why, { name: "" }) })}</li>
              ))}
            </ul>
          )}
          {bulk.asked.text && <InsetText>{bulk.asked.text}</InsetText>}
          {bulk.state === "running" && (
            <p>
              {say("cases.bulk.running")} <a href={self}>{say("cases.bulk.reload")}</a>
            </p>
          )}
          {bulk.state === "stopped" && (
            <p>{say(bulk.stopped_for === "code" ? "cases.bulk.stopped-for-code" : "cases.bulk.stopped")}</p>
          )}
          {bulk.state === "done" && <p>{say("cases.bulk.over")}</p>}
          <form method="post" action={self} class="govuk-button-group">
            <Once once={once} />
            {bulk.state === "prepared" && ready > 0 && button("start")}
            {bulk.state === "running" && button("stop", "warning")}
            {bulk.state === "stopped" && button("resume")}
            <a href="/petugas">{say("cases.bulk.back")}</a>
          </form>
          <ByState
            self={self}
            states={states.filter((one) => count(bulk, one) > 0)}
            here={state}
            label={(one) => say("cases.bulk.count", { state: say(`cases.bulk.state.${one}`), n: count(bulk, one) })}
            say={say}
          />
          <Table
            caption={say("cases.bulk.each")}
            head={[say("cases.bulk.who"), say("cases.bulk.number"), say("cases.bulk.what")]}
            rows={bulk.items.map((item) => [
              <a href={`/petugas/kasus/${item.case_id}`}>{item.label}</a>,
              item.number,
              item.why
                ? say(item.why, { name: "" })
                : [say(`cases.bulk.state.${item.state}`), item.target_name].filter(Boolean).join(": "),
            ])}
          />
          <Older
            context={context}
            next={bulk.next === null ? null : String(bulk.next)}
            newer={query.after !== undefined}
          />
        </>
      ),
    };
  },
  async submit({ act, form, params }) {
    const bulk = params.id ?? "";
    await (field(form, "do") === "stop" ? act(stopBulk, { bulk }) : act(startBulk, { bulk }));
    return goTo(`/petugas/sekaligus/${bulk}`);
  },
});
