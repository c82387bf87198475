import { Button, ErrorSummary, InsetText, SummaryList, Table, Tag } from "../../../design/index.ts";
import { dateTime } from "../../../design/words.ts";
import { field, goTo, officeOf, page, type RequestContext, route, textIn } from "../../../kernel/index.ts";
import { approveLoad, decideLoad } from "../commands/decide-load.ts";
import type { Register } from "../definition/schema.ts";
import { type ChangeRow, type FaultRow, loadWhole } from "../queries/loads.ts";
import { touches } from "../transfer/load.ts";
import { errorsIn, stepUp } from "./loads.tsx";
import { valueWords } from "./values.tsx";

type Whole = Awaited<ReturnType<typeof loadWhole.answer>>;

const faultWords = ({ say }: Pick<RequestContext, "say">, { key, values }: FaultRow): string => say(key, values ?? {});

/** What a fault can be mended by, besides what it says itself: how such a value is written. */
const hintOf = ({ say }: Pick<RequestContext, "say">, register: Register, fault: FaultRow): string => {
  const kind = register.fields[fault.field.split(".")[0]!]?.type;
  // What is wrong with the record, and not with how its value is written, is mended elsewhere in the row.
  const ofRecord = fault.key.startsWith("registers.refusal.") || fault.key === "registers.row.twice";
  return say(kind && !ofRecord ? `registers.hint.${kind}` : "registers.hint.row");
};

function valuesOf(context: RequestContext, register: Register, data: Record<string, unknown>) {
  return Object.entries(data).map(([name, value]) => {
    const one = register.fields[name];
    const words = !one || value === "••••" ? String(value) : valueWords(one, value, context);
    return (
      <div key={name}>
        {one ? textIn(one.label, context.locale) : name}: {words}
      </div>
    );
  });
}

function Changes({
  changes,
  register,
  context,
}: {
  changes: ChangeRow[];
  register: Register;
  context: RequestContext;
}) {
  const { say } = context;
  if (changes.length === 0) return null;
  return (
    <Table
      caption={say("registers.load.changes", { count: changes.length })}
      head={[
        say("registers.number"),
        say("registers.load.what"),
        say("registers.load.before"),
        say("registers.load.after"),
      ]}
      rows={changes.map(({ number, kind, before, after }) => [
        number || "–",
        say(`registers.load.kind.${kind}`),
        valuesOf(context, register, before),
        valuesOf(context, register, after),
      ])}
    />
  );
}

/** What may be done with a load as it stands, by the one who looks. */
function Buttons({ whole: { load }, context }: { whole: Whole; context: RequestContext }) {
  const { say, actor, once } = context;
  const keeps = actor.officer?.agency === load.agency;
  const button = (value: string, secondary = false) => (
    <Button name="decision" value={value} look={secondary ? "secondary" : undefined}>
      {say(`registers.load.do.${value}`)}
    </Button>
  );
  const form = (children: preact.ComponentChildren) => (
    <form method="post" noValidate>
      <input type="hidden" name="_once" value={once} />
      <div class="govuk-button-group">{children}</div>
    </form>
  );
  if (load.state === "checked" && keeps)
    return form(
      <>
        {touches(load) > 0 && button(load.faulty > 0 ? "write-sound" : "write")}
        {button("drop", true)}
      </>,
    );
  if (load.state === "waiting" && actor.account !== load.asked_by)
    return form(
      <>
        {button("approve")}
        {button("return", true)}
      </>,
    );
  if ((load.state === "waiting" || load.state === "granted") && keeps) return form(button("drop", true));
  if (load.state === "running" && keeps) return form(button("stop", true));
  if (load.state === "stopped" && keeps)
    return form(
      <>
        {button("go-on")}
        {button("drop", true)}
      </>,
    );
  return null;
}

/** One load: what it would do, what is wrong with its rows, how far it is. */
export const loadPage = page({
  path: "/petugas/muatan/:id",
  async show(context, refusal) {
    const { ask, say, locale, params, world, actor } = context;
    const whole = await ask(loadWhole, { id: params.id ?? "" });
    const { load, register, faults, written } = whole;
    if (load.state === "checked" || load.state === "waiting") stepUp(context);
    const number = new Intl.NumberFormat(locale);
    const working = load.state === "checking" || load.state === "running";
    const office = officeOf(world.government, load.agency, load.office);
    const [agency, room] = load.decided_for?.split("/") ?? [];
    const second = agency && officeOf(world.government, agency, room!);
    return {
      title: `${textIn(register.title, locale)}: ${load.name}`,
      back: { href: "/petugas/muatan", label: say("registers.loads") },
      ...(working && { refreshSeconds: 3 }),
      main: (
        <>
          <ErrorSummary title={say("registry.search.mend")} errors={errorsIn(context, refusal)} />
          <div class="title-row">
            <h1>{textIn(register.title, locale)}</h1>
            <Tag>{say(`registers.load.state.${load.state}`)}</Tag>
          </div>
          {load.why && <InsetText>{say(load.why.key, load.why.values)}</InsetText>}
          {load.state === "granted" && <InsetText>{say("registers.load.goes-on")}</InsetText>}
          {load.state === "waiting" && actor.account === load.asked_by && (
            <InsetText>{say("registers.load.wait-second")}</InsetText>
          )}
          <SummaryList
            rows={[
              { key: say("registers.load.file"), value: load.name },
              { key: say("registry.mend.reason"), value: load.reason },
              {
                key: say("registers.load.by"),
                value: `${office ? textIn(office.name, locale) : say("registers.load.operator")}, ${dateTime(load.asked_at, locale, world.calendar.timeZone)}`,
              },
              ...(second && load.decided_at
                ? [
                    {
                      key: say("registers.load.second"),
                      value: `${textIn(second.name, locale)}, ${dateTime(load.decided_at, locale, world.calendar.timeZone)}`,
                    },
                  ]
                : []),
              ...(["rows", "fresh", "changed", "ended", "same", "faulty"] as const).map((name) => ({
                key: say(`registers.load.count.${name}`),
                value: number.format(load[name]),
              })),
              ...(written.last > 0
                ? [
                    {
                      key: say("registers.load.written"),
                      value: say("registers.load.written-of", { rows: load.rows, ...written }),
                    },
                  ]
                : []),
            ]}
          />
          <Buttons whole={whole} context={context} />
          <Changes changes={whole.changes} register={register} context={context} />
          {faults.length > 0 && (
            <>
              <Table
                caption={say("registers.load.faults", { count: load.faulty })}
                head={[
                  say("registers.load.line"),
                  say("registers.field"),
                  say("registers.load.fault"),
                  say("registers.load.hint"),
                ]}
                rows={faults.map((fault) => [
                  fault.line,
                  fault.field || "–",
                  faultWords(context, fault),
                  hintOf(context, register, fault),
                ])}
              />
              <p>
                <a href={`/petugas/muatan/${load.id}/laporan`}>{say("registers.load.report")}</a>
              </p>
            </>
          )}
        </>
      ),
    };
  },
  async submit({ act, form, params }) {
    const load = params.id ?? "";
    const wish = field(form, "decision");
    if (wish === "approve" || wish === "return") await act(approveLoad, { load, approve: wish === "approve" });
    else {
      const soundOnly = wish === "write-sound";
      await act(decideLoad, { load, decision: (soundOnly ? "write" : wish) as "write", soundOnly });
    }
    return goTo(`/petugas/muatan/${load}`);
  },
});

/** All faults of a load as a file: line, field, what is wrong, how to mend it. */
export const reportRoute = route({
  method: "GET",
  path: "/petugas/muatan/:id/laporan",
  async handle(context) {
    const { ask, say, params } = context;
    const { faults, register, load } = await ask(loadWhole, { id: params.id ?? "", faults: 100_000 });
    const quoted = (text: unknown) => `"${String(text).replaceAll('"', '""')}"`;
    const head = [
      say("registers.load.line"),
      say("registers.field"),
      say("registers.load.fault"),
      say("registers.load.hint"),
    ];
    const rows = faults.map((fault) => [
      fault.line,
      fault.field,
      faultWords(context, fault),
      hintOf(context, register, fault),
    ]);
    return {
      body: [head, ...rows].map((row) => `${row.map(quoted).join(",")}\r\n`).join(""),
      type: "text/csv; charset=utf-8",
      filename: `${load.register}-${load.id}.csv`,
    };
  },
});
