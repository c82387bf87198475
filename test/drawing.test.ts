import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { drawing } from "../tools/draw/drawing.ts";

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

test("the picture of the rooms is drawn from today's map (else: npm run draw)", () => {
  const graph = JSON.parse(readFileSync(at("modules/graph.json"), "utf8"));
  assert.equal(readFileSync(at("docs/modules.svg"), "utf8"), drawing(graph));
});

test("a room stands above all that it uses, and a shorter way round is faint", () => {
  const svg = drawing({ a: [], b: ["a"], c: ["a", "b"] });
  const y = (name: string) => Number(new RegExp(`y="([\\d.]+)">${name}<`).exec(svg)?.[1]);
  assert.ok(y("c") < y("b") && y("b") < y("a"));
  assert.equal(svg.match(/class="faint"/g)?.length, 1);
});
