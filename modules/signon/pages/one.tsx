import { Button, ButtonLink, InsetText, Notice, SummaryList, Tag, Textarea, TextInput } from "../../../design/index.ts";
import { faultAt, field, goTo, page, type RequestContext, refuse } from "../../../kernel/index.ts";
import type { ClientRow } from "../client.ts";
import { decideClient, replaceKeys, suspendClient } from "../commands/clients.ts";
import { issuerOf } from "../provider/open.ts";
import { clientById } from "../queries/clients.ts";
import { toneOf } from "./desk.tsx";
import { keysIn } from "./new.tsx";
import { agencyName, Once, Refused } from "./parts.tsx";

function Facts({ row, context }: { row: ClientRow; context: RequestContext }) {
  const { say, world } = context;
  const fact = (name: string, value: string | null) => (value ? [{ key: say(`signon.one.${name}`), value }] : []);
  const asked = row.claims.map((claim) => say(`signon.claim.${claim}`)).join(", ");
  const people = row.kind === "people";
  return (
    <SummaryList
      rows={[
        { key: say("signon.one.state"), value: <Tag tone={toneOf(row.state)}>{say(`signon.state.${row.state}`)}</Tag> },
        ...fact("why", row.why),
        { key: say("signon.one.id"), value: <code>{row.id}</code> },
        { key: say("signon.one.issuer"), value: <code>{issuerOf(world)}</code> },
        ...fact("kind", say(`signon.kind.${row.kind}`)),
        { key: say("signon.mine.agency"), value: agencyName(context, row.agency) },
        { key: say("signon.mine.purpose"), value: row.purpose },
        { key: say("signon.public.basis"), value: row.basis },
        ...(people
          ? [
              { key: say("signon.public.may-ask"), value: asked || say("signon.mine.nothing") },
              { key: say("signon.one.sector"), value: row.sector },
              { key: say("signon.new.redirects"), value: row.redirects.join(" ") },
            ]
          : []),
        ...fact("audiences", row.audiences.join(" ")),
        ...fact("scopes", row.scopes.join(" ")),
        ...(row.keys_at ? [{ key: say("signon.new.keys-at"), value: row.keys_at }] : []),
      ]}
    />
  );
}

/** One system: what it may do, and what its agency or the administrator does about it. */
export const onePage = page({
  path: "/petugas/aplikasi/:id",
  async show(context, refusal) {
    const { ask, say, actor, params, query, form } = context;
    const row = await ask(clientById, { id: params.id ?? "" });
    const administers = actor.officer?.roles.includes("administrator") === true;
    const mine = actor.officer?.agency === row.agency;
    const decides = administers && row.state === "requested";
    const stops = administers && (row.state === "active" || row.state === "suspended");
    const here = `/petugas/aplikasi/${row.id}`;
    const sure = actor.assurance === 3;
    return {
      title: row.name,
      back: { href: "/petugas/aplikasi", label: say("signon.one.back") },
      main: (
        <>
          <Refused refusal={refusal} say={say} labels={{ why: say("signon.one.why"), keys: say("signon.new.keys") }} />
          {query.simpan && !refusal && <Notice>{say("signon.one.saved")}</Notice>}
          <h1>{row.name}</h1>
          <Facts row={row} context={context} />
          {!sure && (decides || stops || mine) && (
            <section>
              <h2>{say("signon.code-first.title")}</h2>
              <p>{say("signon.code-first.why")}</p>
              <ButtonLink href={`/masuk/lagi?lanjut=${here}`} look="secondary">
                {say("signon.code-first.go")}
              </ButtonLink>
            </section>
          )}
          {sure && decides && row.requested_by === actor.account && <InsetText>{say("signon.one.own")}</InsetText>}
          {sure && decides && row.requested_by !== actor.account && (
            <form method="post" action={here} class="short">
              <h2>{say("signon.one.decide")}</h2>
              <Once context={context} />
              <TextInput
                id="why"
                name="why"
                label={say("signon.one.why-refuse")}
                value={field(form, "why")}
                error={faultAt({ say }, refusal, "why")}
                maxLength={300}
              />
              <Button name="do" value="approve">
                {say("signon.one.approve")}
              </Button>{" "}
              <Button name="do" value="refuse" look="warning">
                {say("signon.one.refuse")}
              </Button>
            </form>
          )}
          {sure && stops && (
            <form method="post" action={here} class="short">
              <h2>{say("signon.one.suspend-title")}</h2>
              <Once context={context} />
              <TextInput
                id="why"
                name="why"
                label={say("signon.one.why-change")}
                value={field(form, "why")}
                error={faultAt({ say }, refusal, "why")}
                maxLength={300}
              />
              <Button name="do" value={row.state === "active" ? "suspend" : "resume"} look="warning">
                {row.state === "active" ? say("signon.one.suspend") : say("signon.one.resume")}
              </Button>
            </form>
          )}
          {sure && mine && (
            <form method="post" action={here} class="short">
              <h2>{say("signon.one.keys-title")}</h2>
              <p>{say("signon.one.keys-why")}</p>
              <Once context={context} />
              <Textarea
                id="keys"
                name="keys"
                label={say("signon.new.keys")}
                value={field(form, "keys")}
                error={faultAt({ say }, refusal, "keys")}
                rows={5}
              />
              <Button name="do" value="keys" look="secondary">
                {say("signon.one.keys-go")}
              </Button>
            </form>
          )}
        </>
      ),
    };
  },
  async submit({ act, form, params }) {
    const client = params.id ?? "";
    const why = field(form, "why");
    switch (field(form, "do")) {
      case "approve":
        await act(decideClient, { client, approve: true });
        break;
      case "refuse":
        await act(decideClient, { client, approve: false, ...(why && { why }) });
        break;
      case "suspend":
      case "resume":
        await act(suspendClient, { client, suspend: field(form, "do") === "suspend", why });
        break;
      case "keys":
        await act(replaceKeys, { client, keys: keysIn(field(form, "keys")) as never });
        break;
      default:
        refuse("invalid", "kernel.refusal.invalid");
    }
    return goTo(`/petugas/aplikasi/${client}?simpan=ya`);
  },
});
