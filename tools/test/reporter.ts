// How `node --test` speaks in `npm test`: a line for each file, the whole story
// of each failure, and the counts for the closing line in PENDOPO_TEST_TALLY.
import { appendFileSync } from "node:fs";
import { relative } from "node:path";
import type { TestEvent } from "node:test/reporters";
import { inspect } from "node:util";

const name = (file: string | undefined) => relative(process.cwd(), file ?? "");

export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const tally = { passed: 0, failed: 0, skipped: 0, failures: [] as string[] };
  const perFile = new Map<string, { passed: number; failed: number; skipped: number; said: string }>();
  const of = (file: string | undefined) => {
    const key = name(file);
    if (!perFile.has(key)) perFile.set(key, { passed: 0, failed: 0, skipped: 0, said: "" });
    return perFile.get(key)!;
  };
  for await (const { type, data } of events) {
    if (type === "test:stdout" || type === "test:stderr") of(data.file).said += data.message;
    if (type === "test:pass" || type === "test:fail") {
      if (data.details.type === "suite") continue;
      const cause = type === "test:fail" ? data.details.error : undefined;
      // A test whose own steps failed has nothing to add to them.
      if (cause && "failureType" in cause && cause.failureType === "subtestsFailed") continue;
      const kind =
        data.skip !== undefined && data.skip !== false ? "skipped" : type === "test:pass" ? "passed" : "failed";
      tally[kind]++;
      of(data.file)[kind]++;
      if (kind === "skipped") yield `  – ${data.name} (${typeof data.skip === "string" ? data.skip : "skipped"})\n`;
      if (kind === "failed") {
        tally.failures.push(`${name(data.file)}: ${data.name}`);
        yield `  ✖ ${name(data.file)}:${data.line ?? "?"}: ${data.name}\n${indented(story(cause))}\n`;
        // A file that did not load or ended early: only what it printed tells why.
        if (data.name === name(data.file)) yield `${indented(of(data.file).said)}\n`;
      }
    }
    if (type === "test:summary" && data.file) {
      const { passed, failed, skipped, said } = of(data.file);
      if (failed > 0 && said) yield `    It printed:\n${indented(said)}\n`;
      const counts = `${passed} passed${failed ? `, ${failed} failed` : ""}${skipped ? `, ${skipped} skipped` : ""}`;
      yield `  ${failed ? "✖" : "✔"} ${name(data.file)} (${counts}, ${(data.duration_ms / 1000).toFixed(1)} s)\n`;
    }
  }
  appendFileSync(process.env.PENDOPO_TEST_TALLY!, `${JSON.stringify(tally)}\n`);
}

function story(error: unknown): string {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  return typeof cause === "string" ? cause : inspect(cause, { depth: 4 });
}

function indented(text: string): string {
  return text.trimEnd().replace(/^/gm, "    ");
}
