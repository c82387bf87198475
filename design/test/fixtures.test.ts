import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { renderToString } from "preact-render-to-string";
import { controls } from "./govuk/controls.tsx";
import type { Options } from "./govuk/likeness.tsx";
import { pieces } from "./govuk/pieces.tsx";
import { plain } from "./html.ts";

const require = createRequire(import.meta.url);
interface Fixture {
  name: string;
  options: Options;
  html: string;
}
const fixturesOf = (component: string): Fixture[] =>
  JSON.parse(readFileSync(require.resolve(`govuk-frontend/dist/govuk/components/${component}/fixtures.json`), "utf8"))
    .fixtures;

/** Every option that a fixture sets, as "items[].hint.text". */
function optionsOf(value: unknown, path = ""): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => optionsOf(one, `${path}[]`));
  if (value === null || typeof value !== "object") return [path];
  return Object.entries(value).flatMap(([key, inner]) => optionsOf(inner, path ? `${path}.${key}` : key));
}

/** How many fixtures of each component ours must match: fewer means that the comparison lost some. */
const compared: Record<string, number> = {
  "back-link": 1,
  breadcrumbs: 6,
  button: 15,
  "character-count": 10,
  checkboxes: 12,
  "date-input": 7,
  details: 6,
  "error-message": 4,
  "error-summary": 6,
  fieldset: 10,
  "file-upload": 8,
  hint: 1,
  input: 24,
  "inset-text": 3,
  "notification-banner": 8,
  panel: 5,
  "password-input": 7,
  radios: 15,
  select: 7,
  "summary-list": 4,
  table: 1,
  tag: 6,
  textarea: 9,
  "warning-text": 2,
};
const seen: Record<string, number> = {};

for (const [component, { options, draw, likeTheirs = (html: string) => html }] of Object.entries({
  ...controls,
  ...pieces,
})) {
  for (const { name, options: given, html } of fixturesOf(component)) {
    if (optionsOf(given).some((option) => !options.includes(option))) continue;
    const drawn = draw(given);
    if (!drawn) continue;
    seen[component] = (seen[component] ?? 0) + 1;
    test(`${component} is govuk-frontend's own: ${name}`, () => {
      const ours = renderToString(drawn).replace(/<\/?raw-html>/g, "");
      assert.deepEqual(plain(likeTheirs(ours)), plain(likeTheirs(html)));
    });
  }
}
test("the comparison sees a difference: a label that is not tied to its control", () => {
  const { html } = fixturesOf("input").find((fixture) => fixture.name === "default")!;
  assert.notDeepEqual(plain(html.replace(/ for="[^"]*"/, "")), plain(html));
  assert.notDeepEqual(plain(html.replace("govuk-label", "label")), plain(html));
});

test("every component was compared with as many fixtures as before", () => assert.deepEqual(seen, compared));
