import { Button, FactRows, InsetText, Table, Tag } from "../../../design/index.ts";
import { dateTime, dayWords, shortDate } from "../../../design/words.ts";
import { field, goTo, page, type RequestContext, refuse, textIn } from "../../../kernel/index.ts";
import { holdsOn, settingsOf } from "../definition/settings.ts";
import { dutiesOf } from "../duty.ts";
import { askMeasurement } from "../quality/measure.ts";
import { qualityHistory, qualityNow } from "../quality/queries.ts";
import { fieldShares, registerShares, type Share } from "../quality/shares.ts";
import { origins } from "../queries/datasets.ts";
import { agencyName, faultsOf, Once, PublicPages } from "./parts.tsx";

const percentWords = (percent: number, locale: string): string =>
  `${new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(percent)} %`;
const counts = ({ part, of }: Share, locale: string): string =>
  `${new Intl.NumberFormat(locale).format(part)} / ${new Intl.NumberFormat(locale).format(of)}`;

const leastNow = ({ world }: RequestContext) =>
  holdsOn(settingsOf(world.government).quality, world.calendar.today(world.clock.now()));

/** A share as figure, counts and a word: colour only helps. */
function cell(one: Share | undefined, { say, locale }: RequestContext) {
  if (!one) return "–";
  return (
    <>
      {percentWords(one.percent, locale)} <span class="quiet">({counts(one, locale)})</span>
      {!one.good && (
        <>
          {" "}
          <Tag tone="yellow">{say("onedata.quality.low")}</Tag>
        </>
      )}
    </>
  );
}

/** How good the data of each register is, in public. */
export const qualityPage = page({
  path: "/satu-data/mutu",
  shared: 30,
  async show(context) {
    const { ask, say, locale, world } = context;
    const measured = await ask(qualityNow, {});
    const all = await ask(origins, {});
    const least = leastNow(context);
    return {
      title: say("onedata.quality.title"),
      description: say("onedata.quality.lead"),
      main: (
        <>
          <h1>{say("onedata.quality.title")}</h1>
          <PublicPages context={context} />
          <p>{say("onedata.quality.lead")}</p>
          {measured.length === 0 && <InsetText>{say("onedata.quality.none")}</InsetText>}
          <FactRows
            items={measured.flatMap((one) => {
              const origin = all.find(({ code }) => code === one.register);
              if (!origin) return [];
              const shares = [
                ...registerShares(one, least),
                ...one.fields.flatMap((each) => fieldShares(each, one, least)),
              ];
              const low = shares.filter(({ good }) => !good).length;
              return [
                {
                  href: `/satu-data/mutu/${one.register}`,
                  title: textIn(origin.title, locale),
                  facts:
                    low > 0 ? (
                      <Tag tone="yellow">{say("onedata.quality.below", { count: low })}</Tag>
                    ) : (
                      <Tag tone="green">{say("onedata.quality.good")}</Tag>
                    ),
                  under: [
                    agencyName(context, origin.keeper),
                    say("onedata.quality.records", { count: one.total }),
                    shortDate(one.at, locale, world.calendar.timeZone),
                  ].join(" · "),
                },
              ];
            })}
          />
          <p class="quiet">
            {say("onedata.quality.thresholds", { law: least.law, from: dayWords(least.from, locale) })}
          </p>
        </>
      ),
    };
  },
});

const [width, height] = [600, 160];
/** Completeness over time as a line; the same figures stand in the table beside it. */
function Line({ points, label }: { points: readonly number[]; label: string }) {
  const x = (i: number) => 10 + (i * (width - 20)) / Math.max(1, points.length - 1);
  const y = (percent: number) => 10 + ((100 - percent) * (height - 20)) / 100;
  return (
    <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} width="100%">
      {[0, 50, 100].map((percent) => (
        <line
          key={percent}
          x1="10"
          x2={width - 10}
          y1={y(percent)}
          y2={y(percent)}
          stroke="currentColor"
          stroke-opacity="0.2"
        />
      ))}
      <polyline
        points={points.map((percent, i) => `${x(i).toFixed(1)},${y(percent).toFixed(1)}`).join(" ")}
        fill="none"
        stroke="currentColor"
        stroke-width="2"
      />
      {points.map((percent, i) => (
        <circle key={i} cx={x(i)} cy={y(percent)} r="3" fill="currentColor" />
      ))}
    </svg>
  );
}

/** One register: every field with its counts, the whole, and how it was before. */
export const registerQualityPage = page({
  path: "/satu-data/mutu/:register",
  async show(context, refusal) {
    const { ask, say, locale, params, world, actor, once, path } = context;
    const origin = (await ask(origins, {})).find(({ code }) => code === params.register);
    if (!origin) refuse("not-found", "kernel.refusal.not-found");
    const one = (await ask(qualityNow, {})).find(({ register }) => register === origin.code);
    const history = await ask(qualityHistory, { register: origin.code });
    const least = leastNow(context);
    const { timeZone } = world.calendar;
    const nameOf = (name: string) =>
      textIn(origin.columns.find((column) => column.name === name)?.label ?? say(`onedata.field.${name}`), locale);
    const complete = history.map((row) =>
      row.total * row.fields === 0 ? 0 : Math.floor((row.filled / (row.total * row.fields)) * 1000) / 10,
    );
    const mine =
      actor.hat === "officer" &&
      dutiesOf(world.government, actor, origin.keeper).some((duty) =>
        ["steward", "supporting", "producer"].includes(duty),
      );
    return {
      title: say("onedata.quality.of", { register: textIn(origin.title, locale) }),
      back: { href: "/satu-data/mutu", label: say("onedata.quality.title") },
      main: (
        <>
          {faultsOf(context, refusal).summary}
          <p class="caption">{agencyName(context, origin.keeper)}</p>
          <h1>{say("onedata.quality.of", { register: textIn(origin.title, locale) })}</h1>
          {!one && <InsetText>{say("onedata.quality.none")}</InsetText>}
          {one && (
            <>
              <p>
                {say("onedata.quality.measured", {
                  at: dateTime(one.at, locale, timeZone),
                  count: one.total,
                  seconds: Math.ceil(one.millis / 1000),
                })}
              </p>
              <Table
                caption={say("onedata.quality.whole")}
                head={[say("onedata.quality.measure"), say("onedata.quality.share")]}
                rows={registerShares(one, least).map((each) => [
                  say(`onedata.measure.${each.measure}`),
                  cell(each, context),
                ])}
              />
              <Table
                caption={say("onedata.quality.fields")}
                head={[
                  say("onedata.column"),
                  say("onedata.measure.complete"),
                  say("onedata.measure.type"),
                  say("onedata.measure.code"),
                ]}
                rows={one.fields.map((each) => {
                  const shares = fieldShares(each, one, least);
                  const of = (measure: Share["measure"]) =>
                    cell(
                      shares.find((found) => found.measure === measure),
                      context,
                    );
                  return [nameOf(each.field), of("complete"), of("type"), of("code")];
                })}
              />
              <p class="quiet">{say("onedata.quality.sealed")}</p>
            </>
          )}
          {history.length > 0 && (
            <>
              <h2>{say("onedata.quality.history")}</h2>
              <Line
                points={complete}
                label={say("onedata.quality.line", { first: complete[0]!, last: complete.at(-1)! })}
              />
              <Table
                caption={say("onedata.quality.history-table")}
                head={[
                  say("onedata.quality.day"),
                  say("onedata.quality.records-short"),
                  say("onedata.measure.complete"),
                ]}
                numeric={[1, 2]}
                rows={history
                  .toReversed()
                  .map((row, i) => [
                    shortDate(row.at, locale, timeZone),
                    new Intl.NumberFormat(locale).format(row.total),
                    percentWords(complete[history.length - 1 - i]!, locale),
                  ])}
              />
            </>
          )}
          {mine && (
            <form method="post" action={path}>
              <Once once={once} />
              <input type="hidden" name="register" value={origin.code} />
              <Button look="secondary">{say("onedata.quality.now")}</Button>
            </form>
          )}
        </>
      ),
    };
  },
  async submit({ act, form, params }) {
    await act(askMeasurement, { register: field(form, "register") });
    return goTo(`/satu-data/mutu/${params.register}`);
  },
});
