import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import { readYaml, type Say } from "../../../kernel/index.ts";
import { ProcessGraph } from "../graph.ts";
import { layoutOf, wrapped } from "../picture/layout.ts";
import { Picture } from "../picture/picture.tsx";
import { fresh, type ProcessState, step } from "../step.ts";
import { processes } from "./random.ts";

const say = ((key: string, values?: object) => (values ? `${key} ${JSON.stringify(values)}` : key)) as Say;
const named = (_kind: string, word: string) => `<${word}>`;
const drawn = (graph: ProcessGraph, at?: ProcessState) =>
  renderToString(h(Picture, { graph, words: { say, locale: "id", named }, ...(at && { at }) }));
const licence = readYaml(
  fileURLToPath(new URL("../../../government/example/services/izin-usaha-mikro/process.yaml", import.meta.url)),
  ProcessGraph,
);

test("every step that is no join has one row, the start is the first, ends are last, and a block's steps lie below it", () => {
  fc.assert(
    fc.property(processes, ({ graph }) => {
      const { rows } = layoutOf(graph);
      const names = rows.map(({ name }) => name);
      const steps = Object.entries(graph.steps).filter(([, one]) => !("join" in one));
      assert.deepEqual([...names].sort(), steps.map(([name]) => name).sort());
      assert.equal(names[0], graph.start === "done" ? "done" : graph.start);
      assert.ok("end" in rows.at(-1)!.step);
      for (const [i, row] of rows.entries()) if (i > 0) assert.ok(row.depth <= rows[i - 1]!.depth + 1);
    }),
    { numRuns: 300 },
  );
});

test("each way that does not go straight down has a line of its own: no two lines that go elsewhere lie on each other", () => {
  fc.assert(
    fc.property(processes, ({ graph }) => {
      const { rows, lanes } = layoutOf(graph);
      const spans = rows.flatMap(({ ways }, i) =>
        ways.flatMap((way) =>
          way.lane === null || way.row === null
            ? []
            : [{ lane: way.lane, target: way.row, from: Math.min(i, way.row), to: Math.max(i, way.row) }],
        ),
      );
      for (const [i, row] of rows.entries())
        for (const way of row.ways) assert.equal(way.lane === null, way.row === null || way.row === i + 1);
      for (const a of spans) {
        assert.ok(a.lane < lanes);
        for (const b of spans)
          if (a.lane === b.lane && a.target !== b.target) assert.ok(a.to < b.from || b.to < a.from, "they pass apart");
      }
    }),
    { numRuns: 300 },
  );
});

test("where the case stands is marked once in the picture and told in its description and its list", () => {
  const { state } = step(licence, fresh, { type: "start" }, { risk: { tier: "medium" } });
  const html = drawn(licence, state);
  assert.equal(html.match(/class="box here"/g)?.length, 1);
  assert.match(html, /<desc[^>]*>process\.picture\.here \{&quot;steps&quot;:&quot;Tinjau permohonan&quot;\}/);
  assert.equal(html.match(/aria-current="step"/g)?.length, 1);
  assert.match(html, /role="img" aria-labelledby="process-title process-desc"/);
  assert.doesNotMatch(html, /style=/, "the house's policy lets no style stand in a page");
  assert.doesNotMatch(drawn(licence), /here/);
});

test("who cannot see the picture reads the same: every step with every way out, each a link to where it leads", () => {
  const html = drawn(licence);
  const list = html.slice(html.indexOf("<ol"));
  const ids = new Set([...list.matchAll(/<li id="([^"]+)"/g)].map(([, id]) => id));
  assert.equal(ids.size, layoutOf(licence).rows.length);
  const links = [...list.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
  assert.ok(links.length > 20);
  for (const link of links) assert.ok(ids.has(link), link);
  assert.ok(html.length < 20_000, `${html.length} bytes`);
});

test("inside blocks the case is marked where work goes on, not at the blocks around it", () => {
  const graph = ProcessGraph.parse({
    start: "a",
    stations: [{ id: "x", title: "X", steps: [] }],
    steps: {
      a: { part: "w", next: "z" },
      w: { wait: "m", next: "j", reason: "r" },
      j: { join: true },
      z: { end: "done" },
    },
  });
  const html = drawn(graph, step(graph, fresh, { type: "start" }, {}).state);
  assert.equal(html.match(/ here"/g)?.length, 1);
});

test("long titles are broken between words, and a word that is longer than the line stays whole", () => {
  assert.deepEqual(wrapped("Beri pendapat teknis", 13), ["Beri pendapat", "teknis"]);
  assert.deepEqual(wrapped("Pertanggungjawaban", 5), ["Pertanggungjawaban"]);
});
