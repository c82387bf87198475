import { Button, InsetText, SummaryList, Tag, TextInput, WarningText } from "../../../../design/index.ts";
import { dateTime } from "../../../../design/words.ts";
import { faultAt, field, goTo, page, type RequestContext } from "../../../../kernel/index.ts";
import { desk, Wrong } from "../../pages/parts.tsx";
import { exchangeOf } from "../../settings.ts";
import { fingerprintOf, houseKey, replaceHouseKey } from "../house.ts";
import { askPeer, callPeer, decidePeer, takePeerKey } from "../peers.ts";
import { type PeerLine, peers } from "../queries.ts";

const at = `${desk}/pemerintah`;
const tones = { active: "green", asked: "yellow", refused: "red", suspended: "red", ended: undefined } as const;

/** In groups of four, so that two people can read it to each other. */
const spoken = (fingerprint: string) => <code>{fingerprint.match(/.{4}/g)!.join(" ")}</code>;

/** The governments with which this one exchanges: whether their directory is at hand, and what waits to be brought to them. */
export const governmentsPage = page({
  path: at,
  async show(context, refusal) {
    const { ask, say, form, once, world, actor } = context;
    const known = await ask(peers, {});
    const acts = actor.officer!.roles.includes("steward");
    const own = fingerprintOf((await houseKey(world)).publicKey);
    const typed = (name: string) => ({
      id: name,
      name,
      label: say(`exchange.peer.${name}`),
      hint: say(`exchange.peer.${name}-hint`),
      value: field(form, name),
      error: faultAt(context, refusal, name),
    });
    return {
      title: say("exchange.peers"),
      back: { href: desk, label: say("exchange.desk") },
      main: (
        <>
          <Wrong refusal={refusal} context={context} />
          <h1>{say("exchange.peers")}</h1>
          <p>{say("exchange.peers.lead")}</p>
          <SummaryList
            rows={[
              { key: say("exchange.peer.here"), value: <code>{exchangeOf(world.government).instance}</code> },
              { key: say("exchange.peer.own-fingerprint"), value: spoken(own) },
            ]}
          />
          {known.length === 0 && <InsetText>{say("exchange.peers.none")}</InsetText>}
          {known.map((one) => (
            <Peer one={one} context={context} key={one.instance} />
          ))}
          {acts && (
            <>
              <h2>{say("exchange.peer.ask")}</h2>
              <form method="post" noValidate autoComplete="off" class="short">
                <input type="hidden" name="_once" value={once} />
                <TextInput {...typed("instance")} maxLength={60} />
                <TextInput {...typed("address")} kind="url" maxLength={200} />
                <TextInput {...typed("fingerprint")} maxLength={120} />
                <Button name="do" value="ask">
                  {say("exchange.peer.ask.send")}
                </Button>
              </form>
              <h2>{say("exchange.peer.replace")}</h2>
              <form method="post" class="short">
                <input type="hidden" name="_once" value={once} />
                <p>{say("exchange.peer.replace.lead")}</p>
                <Button name="do" value="replace" look="secondary">
                  {say("exchange.peer.replace.send")}
                </Button>
              </form>
            </>
          )}
        </>
      ),
    };
  },
  async submit({ act, form }) {
    const [what, name = ""] = field(form, "do").split(" ");
    const instance = name || field(form, "instance");
    const fingerprint = field(form, "fingerprint");
    if (what === "ask") await act(askPeer, { instance, address: field(form, "address"), fingerprint });
    else if (what === "key") await act(takePeerKey, { instance, fingerprint });
    else if (what === "call") await act(callPeer, { instance });
    else if (what === "replace") await act(replaceHouseKey, {});
    else await act(decidePeer, { instance, verdict: what as "active", reason: field(form, "reason") });
    return goTo(at);
  },
});

function Peer({ one, context }: { one: PeerLine; context: RequestContext }) {
  const { say } = context;
  return (
    <section>
      <div class="title-row">
        <h2>{one.instance}</h2>
        <Tag tone={tones[one.state]}>{say(`exchange.state.${one.state}`)}</Tag>
      </div>
      {one.fault && (
        <WarningText word={say("exchange.careful")}>{say("exchange.peer.fault", { fault: one.fault })}</WarningText>
      )}
      <SummaryList rows={rowsOf(one, context)} />
      <Acts one={one} context={context} />
    </section>
  );
}

function rowsOf(one: PeerLine, { say, locale, world }: RequestContext) {
  const when = (moment: Date | null) =>
    moment ? dateTime(moment, locale, world.calendar.timeZone) : say("exchange.peer.never");
  return [
    { key: say("exchange.peer.address"), value: one.address },
    { key: say("exchange.peer.fingerprint"), value: spoken(one.fingerprint) },
    {
      key: say("exchange.peer.copy"),
      value: one.issued_at
        ? say("exchange.peer.copy-of", {
            number: String(one.sequence),
            issued: when(one.issued_at),
            until: when(one.expires_at),
          })
        : say("exchange.peer.never"),
    },
    { key: say("exchange.peer.pulled"), value: when(one.pulled_at) },
    {
      key: say("exchange.peer.queue"),
      value:
        one.letter_fault === null
          ? say("exchange.peer.waiting", { count: one.waiting })
          : say("exchange.peer.waiting-fault", {
              count: one.waiting,
              tries: one.tries ?? 0,
              fault: one.letter_fault,
            }),
    },
    ...(one.turned_down > 0 ? [{ key: say("exchange.peer.turned-down"), value: String(one.turned_down) }] : []),
    ...(one.offered_fingerprint ? [{ key: say("exchange.peer.offered"), value: spoken(one.offered_fingerprint) }] : []),
    ...(one.reason ? [{ key: say("exchange.reason"), value: one.reason }] : []),
  ];
}

const verdicts = {
  asked: ["active", "refused"],
  active: ["suspended", "ended"],
  suspended: ["active", "ended"],
  refused: [],
  ended: [],
} as const;

/** What may be done with it now. Each button says what and with whom. */
function Acts({ one, context: { say, once } }: { one: PeerLine; context: RequestContext }) {
  const id = `reason-${one.instance}`;
  if (one.state === "asked" && one.own) return <InsetText>{say("exchange.peer.second")}</InsetText>;
  if (verdicts[one.state].length === 0) return null;
  return (
    <form method="post" noValidate class="short">
      <input type="hidden" name="_once" value={once} />
      {one.state === "active" && (
        <Button name="do" value={`call ${one.instance}`} look="secondary">
          {say("exchange.peer.call")}
        </Button>
      )}
      {one.offered_fingerprint && one.state !== "asked" && (
        <>
          <input type="hidden" name="fingerprint" value={one.offered_fingerprint} />
          <Button name="do" value={`key ${one.instance}`} look="secondary">
            {say("exchange.peer.take-key")}
          </Button>
        </>
      )}
      <TextInput id={id} name="reason" label={say("exchange.peer.reason")} maxLength={300} />
      <div class="govuk-button-group">
        {verdicts[one.state].map((verdict) => (
          <Button
            name="do"
            value={`${verdict} ${one.instance}`}
            look={verdict === "active" ? undefined : "warning"}
            key={verdict}
          >
            {say(`exchange.peer.do-${verdict}`)}
          </Button>
        ))}
      </div>
    </form>
  );
}
