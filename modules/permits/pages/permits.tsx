import { randomInt } from "node:crypto";
import {
  Button,
  ButtonLink,
  Details,
  ErrorSummary,
  FactRows,
  InsetText,
  Pages,
  SummaryList,
  Timeline,
} from "../../../design/index.ts";
import { dayWords, longDate } from "../../../design/words.ts";
import { field, goTo, page, type RequestContext, refuse, textIn } from "../../../kernel/index.ts";
import { serviceByCode } from "../../catalogue/index.ts";
import { hashOf, offerTransfer, withdrawOffer } from "../commands/offers.ts";
import { mayRenew } from "../permit.ts";
import { permitById } from "../queries/permit-by-id.ts";
import { myPermits } from "../queries/permits.ts";
import { Conditions, factsOf, permitTag, stateWords, timelineOf } from "./state.tsx";

/** My permits, newest first, each with the day on which it ends. */
export const permitsPage = page({
  path: "/izin",
  async show({ ask, say, locale, query }) {
    const { rows, older, newer } = await ask(myPermits, {
      ...(query.after && { after: query.after }),
      ...(query.before && { before: query.before }),
    });
    return {
      title: say("permits.mine.title"),
      back: { href: "/saya", label: say("permits.my-page") },
      main: (
        <>
          <h1>{say("permits.mine.title")}</h1>
          {rows.length === 0 && <InsetText>{say("permits.mine.none")}</InsetText>}
          <FactRows
            items={rows.map((row) => ({
              href: `/izin/${row.id}`,
              title: `${textIn(row.title, locale)}: ${row.holder}`,
              facts: permitTag(row.state, say),
              under: `${row.number} · ${stateWords(row, say, locale)}`,
            }))}
          />
          <Pages
            older={older && `/izin?after=${older}`}
            newer={newer && `/izin?before=${newer}`}
            words={{ older: say("permits.older"), newer: say("permits.newer"), label: say("permits.mine.title") }}
          />
          <p>
            <a href="/izin/alih">{say("permits.transfer.have-code")}</a>
          </p>
        </>
      ),
    };
  },
});

const letters = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
/** "K7MQ-2XPD-9RTA": 60 bits, good for one permit and some days. */
const newCode = (): string =>
  Array.from({ length: 3 }, () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join("")).join(
    "-",
  );

type Found = Awaited<ReturnType<typeof permitById.answer>>;

/** One permit of mine: how it stands, until when, under which conditions, and what I can do with it. */
export const permitPage = page({
  path: "/izin/:id",
  async show(context, refusal) {
    const { ask, say, locale, params, actor } = context;
    if (actor.hat === "officer") return goTo(`/petugas/izin/${params.id}`);
    const found = await ask(permitById, { id: params.id ?? "" });
    return showPermit(context, found, refusal && say(refusal.messageKey, refusal.values), undefined, locale);
  },
  async submit(context) {
    const { act, ask, form, params, locale } = context;
    const id = params.id ?? "";
    if (field(form, "withdraw") === "yes") {
      await act(withdrawOffer, { permit: id });
      return goTo(`/izin/${id}`);
    }
    if (field(form, "offer") !== "yes") refuse("invalid", "kernel.refusal.invalid");
    const code = newCode();
    await act(offerTransfer, { permit: id, hash: hashOf(code).toString("hex") });
    // Shown on this answer and never again, so there is no page to go on to.
    return showPermit(context, await ask(permitById, { id }), undefined, code, locale);
  },
});

async function showPermit(
  context: RequestContext,
  { row, acts, offer, successor }: Found,
  wrong: string | undefined,
  code: string | undefined,
  locale: "id" | "en",
) {
  const { ask, say, world } = context;
  const service = await ask(serviceByCode, { code: row.service, version: row.version });
  const terms = service?.permit;
  const today = world.calendar.today(world.clock.now());
  const measure = acts.findLast((act) => act.kind === "suspended" || act.kind === "revoked");
  const objectable = measure && measure.kind === row.state;
  return {
    title: say("permits.page-title", { number: row.number, holder: row.holder }),
    back: { href: "/izin", label: say("permits.mine.title") },
    main: (
      <>
        <ErrorSummary title={say("permits.errors")} errors={wrong ? [{ text: wrong, href: "#isi" }] : []} />
        <div class="title-row">
          <h1>{row.holder}</h1>
          {permitTag(row.state, say)}
        </div>
        <p class="quiet">
          {textIn(row.title, locale)} · {row.number}
        </p>
        <p>{stateWords(row, say, locale)}</p>
        {code && (
          <InsetText>
            <p>{say("permits.transfer.code-once")}</p>
            <p>
              <b class="nowrap">{code}</b>
            </p>
          </InsetText>
        )}
        {objectable && (
          <InsetText>
            <p>{[measure.reason && textIn(measure.reason, locale), measure.message].filter(Boolean).join(" ")}</p>
            <p>{terms && textIn(terms.objection, locale)}</p>
            <p>
              <a href={`/permohonan/${row.case_id}/keberatan?izin=${row.id}&tindakan=${measure.id}`}>
                {say("permits.object")}
              </a>
            </p>
          </InsetText>
        )}
        {mayRenew(row, today) && !successor && (
          <ButtonLink href={`/izin/${row.id}/perpanjang`}>{say("permits.renew")}</ButtonLink>
        )}
        {successor && (
          <p>
            <a href={`/izin/${successor}`}>{say("permits.successor")}</a>
          </p>
        )}
        <SummaryList rows={factsOf(row, context)} />
        <p>
          <a href={`/dokumen/${row.document}`}>{say("permits.document")}</a>
        </p>
        <Conditions row={row} context={context} />
        {row.state === "active" && terms?.amendment && (
          <p>
            <a href={`/izin/${row.id}/ubah`}>{say("permits.amend")}</a>
          </p>
        )}
        {row.state === "active" && terms?.transfer && <Transfer row={row} offer={offer} context={context} />}
        <h2>{say("permits.history")}</h2>
        <Timeline items={timelineOf(acts, context)} />
        {row.public_holder && row.renew_until && (
          <p class="quiet">
            <a href={`/daftar-izin/${row.id}`}>{say("permits.in-register")}</a>
          </p>
        )}
      </>
    ),
  };
}

function Transfer({ row, offer, context }: { row: Found["row"]; offer: Found["offer"]; context: RequestContext }) {
  const { say, locale, once, world, actor } = context;
  if (offer?.agreed_at) return <p>{say("permits.transfer.agreed")}</p>;
  return (
    <Details summary={say("permits.transfer.title")} open={Boolean(offer)}>
      {offer && (
        <form method="post" action={`/izin/${row.id}`}>
          <input type="hidden" name="_once" value={once} />
          <p>{say("permits.transfer.open", { day: longDate(offer.ends_at, locale, world.calendar.timeZone) })}</p>
          <Button look="secondary" name="withdraw" value="yes">
            {say("permits.transfer.withdraw")}
          </Button>
        </form>
      )}
      <p>{say("permits.transfer.how", { day: dayWords(row.valid_until, locale) })}</p>
      {actor.assurance < 3 ? (
        <>
          <p>{say("permits.transfer.code-first")}</p>
          <ButtonLink look="secondary" href={`/masuk/lagi?lanjut=/izin/${row.id}`}>
            {say("permits.code")}
          </ButtonLink>
        </>
      ) : (
        <form method="post" action={`/izin/${row.id}`}>
          <input type="hidden" name="_once" value={once} />
          <Button look="secondary" name="offer" value="yes">
            {say("permits.transfer.go")}
          </Button>
        </form>
      )}
    </Details>
  );
}
