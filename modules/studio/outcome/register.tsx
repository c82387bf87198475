import { Figures, Table } from "../../../design/index.ts";
import type { RequestContext } from "../../../kernel/index.ts";
import type { RegisterTally } from "../replay.ts";
import { wordsOf } from "./parts.ts";

/** Who of everybody may apply by what is published and by the draft; or why the register cannot tell. */
export function RegisterOutcome({ tally, context }: { tally: RegisterTally; context: RequestContext }) {
  const { say } = context;
  const { number, people } = wordsOf(context);
  if ("why" in tally)
    return (
      <>
        <h2>{say("studio.simulate.register")}</h2>
        <p>
          {say("studio.simulate.register.not")} <span lang="en">{tally.why}</span>
        </p>
      </>
    );
  const head = (what: string) => [
    say(`studio.simulate.${what}`),
    say("studio.simulate.gains"),
    say("studio.simulate.loses"),
  ];
  const { districts, ages } = tally;
  return (
    <>
      <h2>{say("studio.simulate.register")}</h2>
      <p>{say("studio.simulate.register.about", { people: tally.people })}</p>
      <Figures
        items={[
          {
            figure: `${number(tally.before)} → ${number(tally.after)}`,
            meaning: say("studio.simulate.eligible"),
          },
          { figure: people(tally.gains), meaning: say("studio.simulate.gain") },
          { figure: people(tally.loses), meaning: say("studio.simulate.lose") },
        ]}
      />
      {districts.length > 0 && (
        <Table
          caption={say("studio.simulate.by-district")}
          head={head("district")}
          rows={districts.map(({ name, gains, loses }) => [name, people(gains), people(loses)])}
          numeric={[1, 2]}
        />
      )}
      {ages.length > 0 && (
        <Table
          caption={say("studio.simulate.by-age")}
          head={head("age")}
          rows={ages.map(({ from, to, sex, gains, loses }) => [
            say("studio.simulate.ages", { from, to: to === null ? 0 : to - 1, sex: say(`studio.simulate.${sex}`) }),
            people(gains),
            people(loses),
          ])}
          numeric={[1, 2]}
        />
      )}
      <Fee fee={tally.fee} context={context} />
      <p class="quiet">{say("studio.simulate.small")}</p>
    </>
  );
}

/** What one application of each who may apply would cost them; or what the amount hangs on. */
function Fee({ fee, context }: { fee: Exclude<RegisterTally, { why: string }>["fee"]; context: RequestContext }) {
  const { say } = context;
  const { money, people } = wordsOf(context);
  if (fee === null) return null;
  if ("reads" in fee) return <p>{say("studio.simulate.fee.not", { names: fee.reads.slice(0, 10).join(", ") })}</p>;
  const { before, after, more, less } = fee;
  return (
    <p>
      {say("studio.simulate.fee", {
        before: money(before),
        after: money(after),
        more: people(more),
        less: people(less),
      })}
    </p>
  );
}
