import {
  Button,
  ButtonLink,
  Details,
  ErrorSummary,
  FactRows,
  Filters,
  InsetText,
  NumberInput,
  Pages,
  Select,
  SummaryList,
  Textarea,
  TextInput,
  Timeline,
} from "../../../design/index.ts";
import { field, goTo, page, type Refusal, type RequestContext, refuse, textIn } from "../../../kernel/index.ts";
import { type PermitFile, serviceByCode } from "../../catalogue/index.ts";
import { liftSuspension, revokePermit, suspendPermit } from "../commands/measures.ts";
import { permitById } from "../queries/permit-by-id.ts";
import { agencyPermits, shownStates } from "../queries/permits.ts";
import type { PermitRow } from "../tables.ts";
import { Conditions, factsOf, permitTag, stateWords, timelineOf } from "./state.tsx";

/** The permits that an agency has issued, by state or number. */
export const agencyPage = page({
  path: "/petugas/izin",
  desk: { label: "permits.desk", roles: ["head", "reviewer", "front-desk"] },
  async show({ ask, say, locale, query }) {
    const state = shownStates.find((one) => one === query.keadaan);
    const number = query.nomor?.trim().slice(0, 100);
    const { rows, older, newer } = await ask(agencyPermits, {
      ...(state && { state }),
      ...(number && { number }),
      ...(query.after && { after: query.after }),
      ...(query.before && { before: query.before }),
    });
    const kept = state ? `&keadaan=${state}` : "";
    return {
      title: say("permits.agency.title"),
      layout: "wide",
      main: (
        <>
          <h1>{say("permits.agency.title")}</h1>
          <Filters
            label={say("permits.agency.by-state")}
            items={[
              { href: "/petugas/izin", label: say("permits.agency.all"), here: !state },
              ...shownStates.map((one) => ({
                href: `/petugas/izin?keadaan=${one}`,
                label: say(`permits.state.${one}`),
                here: one === state,
              })),
            ]}
          />
          <form method="get" action="/petugas/izin" class="short">
            <TextInput id="nomor" name="nomor" label={say("permits.number")} value={number ?? ""} maxLength={100} />
            <Button look="secondary">{say("permits.register.go")}</Button>
          </form>
          {rows.length === 0 && <InsetText>{say("permits.register.none")}</InsetText>}
          <FactRows
            items={rows.map((row) => ({
              href: `/petugas/izin/${row.id}`,
              title: row.holder,
              facts: permitTag(row.state, say),
              under: `${textIn(row.title, locale)} · ${row.number} · ${stateWords(row, say, locale)}`,
            }))}
          />
          <Pages
            older={older && `/petugas/izin?after=${older}${kept}`}
            newer={newer && `/petugas/izin?before=${newer}${kept}`}
            words={{ older: say("permits.older"), newer: say("permits.newer"), label: say("permits.agency.title") }}
          />
        </>
      ),
    };
  },
});

/** One permit at the desk: its history with names, and for the head the measures of the law. */
export const measurePage = page({
  path: "/petugas/izin/:id",
  async show(context, refusal) {
    const { ask, say, locale, params, actor } = context;
    const { row, acts, successor } = await ask(permitById, { id: params.id ?? "" });
    const service = await ask(serviceByCode, { code: row.service, version: row.version });
    const head = actor.officer?.roles.includes("head") ?? false;
    const faults = refusal?.faults ?? [];
    const errors = faults.map((fault) => ({ text: say(fault.messageKey, fault.values), href: `#${fault.path}` }));
    if (refusal && errors.length === 0) errors.push({ text: say(refusal.messageKey, refusal.values), href: "#isi" });
    return {
      title: `${row.holder} ${row.number}`,
      back: { href: "/petugas/izin", label: say("permits.agency.title") },
      main: (
        <>
          <ErrorSummary title={say("permits.errors")} errors={errors} />
          <div class="title-row">
            <h1>{row.holder}</h1>
            {permitTag(row.state, say)}
          </div>
          <p class="quiet">{textIn(row.title, locale)}</p>
          <p>{stateWords(row, say, locale)}</p>
          {head && service?.permit && <Measures row={row} terms={service.permit} refusal={refusal} context={context} />}
          <SummaryList rows={factsOf(row, context)} />
          <Conditions row={row} context={context} />
          <h2>{say("permits.history")}</h2>
          <Timeline items={timelineOf(acts, context)} />
          <ul class="govuk-list">
            <li>
              <a href={`/petugas/kasus/${row.case_id}`}>{say("permits.case")}</a>
            </li>
            <li>
              <a href={`/dokumen/${row.document}`}>{say("permits.document")}</a>
            </li>
            {successor && (
              <li>
                <a href={`/petugas/izin/${successor}`}>{say("permits.successor")}</a>
              </li>
            )}
          </ul>
        </>
      ),
    };
  },
  async submit({ act, form, params }) {
    const permit = params.id ?? "";
    const text = (name: string) => field(form, name);
    const message = text("message");
    const more = { permit, reason: text("reason"), ...(message && { message }) };
    if (text("do") === "suspend") await act(suspendPermit, { ...more, days: text("days") });
    else if (text("do") === "revoke") await act(revokePermit, more);
    else if (text("do") === "lift") await act(liftSuspension, { permit, message });
    else refuse("invalid", "kernel.refusal.invalid");
    return goTo(`/petugas/izin/${permit}`);
  },
});

interface MeasuresProps {
  row: PermitRow;
  terms: PermitFile;
  refusal: Refusal | undefined;
  context: RequestContext;
}

function Measures({ row, terms, refusal, context }: MeasuresProps) {
  const { say, actor } = context;
  const live = row.state === "active" || row.state === "suspended";
  if (!live) return null;
  if (actor.assurance < 3)
    return (
      <>
        <p>{say("permits.measure.code-first")}</p>
        <ButtonLink look="secondary" href={`/masuk/lagi?lanjut=/petugas/izin/${row.id}`}>
          {say("permits.code")}
        </ButtonLink>
      </>
    );
  const props = { row, refusal, context };
  return (
    <>
      {row.state === "suspended" && <Measure {...props} kind="lift" />}
      {row.state === "active" && terms.suspension && (
        <Measure {...props} kind="suspend" reasons={terms.suspension.reasons} longest={terms.suspension.longestDays} />
      )}
      {terms.revocation && <Measure {...props} kind="revoke" reasons={terms.revocation.reasons} />}
    </>
  );
}

type MeasureProps = Pick<MeasuresProps, "row" | "refusal" | "context"> & {
  kind: "suspend" | "lift" | "revoke";
  reasons?: NonNullable<PermitFile["revocation"]>["reasons"];
  longest?: number;
};

/** One measure: its reason out of the service's list, what is said to the holder, and how long. */
function Measure({ kind, row, refusal, context, reasons, longest }: MeasureProps) {
  const { say, locale, once, form } = context;
  const tried = field(form, "do") === kind;
  // The summary of faults leads to the bare name: that of the form which was sent.
  const own = (name: string) => (tried ? name : `${kind}-${name}`);
  const error = (name: string) => {
    const fault = tried ? refusal?.faults.find(({ path }) => path === name) : undefined;
    return fault && say(fault.messageKey, fault.values);
  };
  const value = (name: string) => (tried ? field(form, name) : "");
  return (
    <Details summary={say(`permits.measure.${kind}`)} open={tried}>
      <form method="post" action={`/petugas/izin/${row.id}`} noValidate>
        <input type="hidden" name="_once" value={once} />
        {reasons && (
          <Select
            id={own("reason")}
            name="reason"
            label={say("permits.measure.reason")}
            value={value("reason")}
            options={[
              { value: "", text: say("permits.measure.choose") },
              ...reasons.map((one) => ({ value: one.code, text: `${textIn(one.text, locale)} (${one.law})` })),
            ]}
            error={error("reason")}
          />
        )}
        {longest && (
          <NumberInput
            id={own("days")}
            name="days"
            label={say("permits.measure.days", { days: longest })}
            width={4}
            value={value("days")}
            error={error("days")}
          />
        )}
        <Textarea
          id={own("message")}
          name="message"
          label={say("permits.measure.message")}
          hint={say("permits.measure.hint")}
          rows={3}
          maxLength={1000}
          value={value("message")}
          error={error("message")}
        />
        <Button look={kind === "revoke" ? "warning" : "secondary"} name="do" value={kind}>
          {say(`permits.measure.${kind}-go`)}
        </Button>
      </form>
    </Details>
  );
}
