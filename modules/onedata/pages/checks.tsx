import { Button, FactRows, FileUpload, InsetText, Table, Tag, TextInput } from "../../../design/index.ts";
import { dateTime, shortDate } from "../../../design/words.ts";
import { field, goTo, page, type RequestContext, refuse, refuseFields, textIn } from "../../../kernel/index.ts";
import { askCheck, checkFile, registerAddress } from "../checks/commands.ts";
import { badges, runById, runsOf } from "../checks/queries.ts";
import type { Badge, CheckResult } from "../checks/result.ts";
import { checksOf } from "../definition/checks.ts";
import { agencyName, faultsOf, Once, PublicPages, typed } from "./parts.tsx";

const badgeTag = (badge: Badge | null, { say }: RequestContext) =>
  badge === null ? (
    say("onedata.check.never")
  ) : (
    <Tag tone={badge === "good" ? "green" : badge === "fair" ? "yellow" : "red"}>{say(`onedata.badge.${badge}`)}</Tag>
  );

/** The technical standards, and how the registered APIs do. */
export const badgesPage = page({
  path: "/satu-data/uji",
  shared: 30,
  async show(context) {
    const { ask, say, locale, world } = context;
    const all = await ask(badges, {});
    return {
      title: say("onedata.check.public"),
      description: say("onedata.check.public-lead"),
      main: (
        <>
          <h1>{say("onedata.check.public")}</h1>
          <PublicPages context={context} />
          <p>{say("onedata.check.public-lead")}</p>
          {all.length === 0 && <InsetText>{say("onedata.check.no-address")}</InsetText>}
          <FactRows
            items={all.map((one) => ({
              title: one.title,
              facts: badgeTag(one.badge, context),
              under: [agencyName(context, one.agency), one.at && shortDate(one.at, locale, world.calendar.timeZone)]
                .filter(Boolean)
                .join(" · "),
            }))}
          />
          <Table
            caption={say("onedata.check.rules")}
            head={[
              say("onedata.check.rule"),
              say("onedata.check.of"),
              say("onedata.check.must"),
              say("onedata.check.law"),
            ]}
            rows={checksOf(world.government).map((rule) => [
              textIn(rule.title, locale),
              rule.of.map((one) => say(`onedata.check.of.${one}`)).join(", "),
              say(rule.must ? "onedata.yes" : "onedata.no"),
              rule.law,
            ])}
          />
        </>
      ),
    };
  },
});

/** An agency holds its own files and APIs to the standards. */
export const checksPage = page({
  path: "/petugas/satu-data/uji",
  limit: { times: 30, seconds: 60 },
  async show(context, refusal) {
    const { ask, say, locale, actor, form, once, path, world } = context;
    if (actor.hat === "anyone") refuse("sign-in-needed", "kernel.refusal.sign-in-needed");
    const agency = actor.officer?.agency ?? "-";
    const runs = await ask(runsOf, { agency });
    const own = (await ask(badges, {})).filter((one) => one.agency === agency);
    const labels: Readonly<Record<string, string>> = {
      title: say("onedata.check.name"),
      url: say("onedata.check.url"),
      openapi: say("onedata.check.openapi"),
    };
    const faults = faultsOf(context, refusal, (name) => labels[name]);
    const input = (name: string) => ({
      id: name,
      name,
      label: labels[name]!,
      value: typed(form, name),
      error: faults.at(name),
      maxLength: 500,
    });
    return {
      title: say("onedata.check.title"),
      back: { href: "/petugas/satu-data", label: say("onedata.desk") },
      main: (
        <>
          {faults.summary}
          <h1>{say("onedata.check.title")}</h1>
          <p>{say("onedata.check.lead")}</p>
          <form method="post" action={path} encType="multipart/form-data" class="short" noValidate>
            <Once once={once} />
            <FileUpload
              id="file"
              name="file"
              label={say("onedata.check.file")}
              hint={say("onedata.check.file-hint")}
              accept=".csv,.json,text/csv,application/json"
              error={faults.at("file")}
            />
            <Button name="do" value="file">
              {say("onedata.check.run")}
            </Button>
          </form>
          <h2>{say("onedata.check.addresses")}</h2>
          {own.map((one) => (
            <form method="post" action={path} class="box" key={one.id}>
              <Once once={once} />
              <input type="hidden" name="address" value={one.id} />
              <p>
                <strong>{one.title}</strong> {badgeTag(one.badge, context)}
              </p>
              <Button name="do" value="ask" look="secondary">
                {say("onedata.check.run")}
                <span class="govuk-visually-hidden"> {one.title}</span>
              </Button>
            </form>
          ))}
          <form method="post" action={path} class="short" noValidate>
            <Once once={once} />
            <TextInput {...input("title")} maxLength={120} />
            <TextInput {...input("url")} hint={say("onedata.check.url-hint")} />
            <TextInput {...input("openapi")} hint={say("onedata.check.openapi-hint")} />
            <Button name="do" value="register" look="secondary">
              {say("onedata.check.register")}
            </Button>
          </form>
          <h2>{say("onedata.check.history")}</h2>
          {runs.length === 0 && <InsetText>{say("onedata.check.never")}</InsetText>}
          <FactRows
            items={runs.map((run) => ({
              href: `/petugas/satu-data/uji/${run.id}`,
              title: run.title ?? say("onedata.check.a-file", { hash: run.hash?.slice(0, 12) ?? "" }),
              facts: badgeTag(run.badge, context),
              under: dateTime(run.at, locale, world.calendar.timeZone),
            }))}
          />
        </>
      ),
    };
  },
  async submit({ act, form, actor, uploads }) {
    const agency = actor.officer?.agency ?? "-";
    const wanted = field(form, "do");
    if (wanted === "file") {
      const file = uploads.find((one) => one.field === "file" && one.body.length > 0);
      if (!file) refuseFields([{ path: "file", messageKey: "onedata.fault.file" }]);
      const { run } = await act(checkFile, { agency, file: file.body.toString("base64") });
      return goTo(`/petugas/satu-data/uji/${run}`);
    }
    if (wanted === "ask") await act(askCheck, { address: field(form, "address") });
    else
      await act(registerAddress, {
        agency,
        title: field(form, "title"),
        url: field(form, "url"),
        openapi: field(form, "openapi"),
      });
    return goTo("/petugas/satu-data/uji");
  },
});

function Result({ result, title, context: { say } }: { result: CheckResult; title: string; context: RequestContext }) {
  return (
    <section>
      <h2>{title}</h2>
      <p>
        <Tag
          tone={
            result.outcome === "pass"
              ? "green"
              : result.outcome === "fail"
                ? result.must
                  ? "red"
                  : "yellow"
                : undefined
          }
        >
          {say(`onedata.check.outcome.${result.outcome}`)}
        </Tag>
      </p>
      {result.faults.length > 0 && (
        <Table
          caption={say("onedata.check.faults", { count: result.faults.length })}
          head={[
            say("onedata.check.line"),
            say("onedata.check.field"),
            say("onedata.check.fault"),
            say("onedata.check.hint"),
          ]}
          rows={result.faults.map((one) => [
            one.line === null ? "–" : String(one.line),
            one.field || "–",
            say(`onedata.check.fault.${one.fault}`),
            one.hint || "–",
          ])}
        />
      )}
    </section>
  );
}

/** What was found: each rule with line, field, fault and hint. */
export const checkRunPage = page({
  path: "/petugas/satu-data/uji/:id",
  async show(context) {
    const { ask, say, locale, params, world } = context;
    const run = await ask(runById, { id: params.id ?? "" });
    const rules = checksOf(world.government);
    return {
      title: say("onedata.check.report"),
      back: { href: "/petugas/satu-data/uji", label: say("onedata.check.title") },
      main: (
        <>
          <p class="caption">{dateTime(run.at, locale, world.calendar.timeZone)}</p>
          <h1>{say("onedata.check.report")}</h1>
          <p>{badgeTag(run.badge, context)}</p>
          {run.results.map((result) => (
            <Result
              key={result.rule}
              result={result}
              title={textIn(rules.find(({ code }) => code === result.rule)?.title ?? result.rule, locale)}
              context={context}
            />
          ))}
        </>
      ),
    };
  },
});
