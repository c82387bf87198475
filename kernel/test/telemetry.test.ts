import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { type Span, type SpanStatus, SpanStatusCode, type Tracer, trace } from "@opentelemetry/api";
import { actors, stage } from "../../test/stage.ts";
import { manifest, readLine, stumble, writeLine } from "./guestbook/module.ts";

test("an OpenTelemetry SDK sees each act and each question by its name, with nothing of what was said in it", async (t) => {
  const seen: { name: string; status: SpanStatus | null; ended: boolean; rest: unknown[] }[] = [];
  // As little of an SDK as the API lets one register: what a real one would export.
  const begin = (name: string) => {
    const one = { name, status: null as SpanStatus | null, ended: false, rest: [] as unknown[] };
    seen.push(one);
    const span = new Proxy({} as Span, {
      get: (_target, method) => (value: unknown) => {
        if (method === "setStatus") one.status = value as SpanStatus;
        else if (method === "end") one.ended = true;
        else one.rest.push([method, value]);
        return span;
      },
    });
    return span;
  };
  const tracer = {
    startSpan: begin,
    startActiveSpan: (name: string, work: (span: Span) => unknown) => work(begin(name)),
  } as unknown as Tracer;
  trace.setGlobalTracerProvider({ getTracer: () => tracer });
  t.after(() => trace.disable());
  const { act, ask } = await stage(t, { modules: [manifest] });
  const ani = actors.citizen(randomUUID());
  const { id } = await act(ani, writeLine, { words: "rahasia saya" });
  await ask(ani, readLine, { id });
  await assert.rejects(act(ani, stumble, { id }), /stumbled/);
  assert.deepEqual(
    seen.map(({ name, status, ended }) => [name, status?.code ?? SpanStatusCode.UNSET, ended]),
    [
      ["act guestbook.write-line", SpanStatusCode.UNSET, true],
      ["ask guestbook.line", SpanStatusCode.UNSET, true],
      ["act guestbook.stumble", SpanStatusCode.ERROR, true],
    ],
  );
  assert.doesNotMatch(JSON.stringify(seen), /rahasia|stumbled/);
});
