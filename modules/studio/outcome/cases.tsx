import { Figures, Table } from "../../../design/index.ts";
import type { RequestContext } from "../../../kernel/index.ts";
import { held } from "../editor/edit.ts";
import { calledOf } from "../editor/inner.tsx";
import type { Tally } from "../replay.ts";
import { wordsOf } from "./parts.ts";

/** What the draft would do with the cases of the past, and with those that are open now. */
export function CasesOutcome(props: { tally: Tally; process: string; context: RequestContext }) {
  const { tally, process, context } = props;
  const { say, locale } = context;
  const { number, money } = wordsOf(context);
  const steps = (held(process) as { steps?: Record<string, unknown> } | null)?.steps ?? {};
  const named = (step: string) =>
    step === "" ? say("studio.simulate.at-once") : calledOf(steps[step], locale) || step;
  /** Counts as a table, the largest first; nothing when there are none. */
  const Counts = ({ of, what, counts, words = (name) => name }: CountsProps) =>
    Object.keys(counts).length === 0 ? null : (
      <Table
        caption={say(`studio.simulate.${what}`)}
        head={[say(`studio.simulate.${of}`), say("studio.simulate.cases")]}
        rows={Object.entries(counts)
          .sort(([, a], [, b]) => b - a)
          .slice(0, 20)
          .map(([name, count]) => [words(name), number(count)])}
        numeric={[1]}
      />
    );
  const { fee, touched } = tally;
  return (
    <>
      <h2>{say("studio.simulate.past")}</h2>
      <Figures
        items={[
          { figure: number(tally.cases), meaning: say("studio.simulate.looked-at") },
          { figure: `${number(fee.more)} / ${number(fee.less)}`, meaning: say("studio.simulate.more-less") },
          {
            figure: money(fee.after - fee.before),
            meaning: say("studio.simulate.revenue", { before: money(fee.before), after: money(fee.after) }),
          },
        ]}
      />
      <Counts what="decided" of="decision" counts={tally.decided} />
      <Counts what="stopped" of="question" counts={tally.stopped} />
      <Counts what="first" of="step" counts={tally.first} words={named} />
      <h2>{say("studio.simulate.now")}</h2>
      <p>{say("studio.simulate.open", { open: tally.open })}</p>
      {/* A simulation of before this was counted has none of it. */}
      {touched && (
        <>
          <p>{say("studio.simulate.touched", { ...touched, at: "" })}</p>
          <Counts what="touched-at" of="step" counts={touched.at} words={named} />
        </>
      )}
      <Counts what="homeless" of="step" counts={tally.homeless} />
    </>
  );
}

interface CountsProps {
  what: "decided" | "stopped" | "first" | "homeless" | "touched-at";
  of: "decision" | "question" | "step";
  counts: Readonly<Record<string, number>>;
  words?: (name: string) => string;
}
