import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { contrast, themeCss } from "../colours.ts";

test("contrast is WCAG's: 21 for ink on white, 1 for itself, the same both ways", () => {
  assert.equal(contrast("#000000", "#ffffff"), 21);
  assert.equal(contrast("#17406d", "#17406d"), 1);
  assert.equal(contrast("#a8412a", "#faf7f2"), contrast("#faf7f2", "#a8412a"));
  // The two greys on either side of the rule, as the WCAG working group gives them.
  assert.ok(contrast("#767676", "#ffffff") >= 4.5);
  assert.ok(contrast("#777777", "#ffffff") < 4.5);
});

test("a government without colours of its own adds nothing", () => {
  assert.equal(themeCss({}), "");
});

test("a colour that cannot be read is refused with its field and figure", () => {
  assert.throws(() => themeCss({ nila: "#7799bb" }), /brand\.colours\.nila: #7799bb has a contrast of 2\.\d\d/);
  assert.throws(() => themeCss({ genteng: "#e07a5f" }), /brand\.colours\.genteng/);
  assert.throws(() => themeCss({ daun: "#55aa77" }), /brand\.colours\.daun/);
  assert.throws(
    () => themeCss({ kunyit: "#553300" }, "government.yaml: brand.colours"),
    /government\.yaml.*kunyit.*lighter/,
  );
});

test("what is no colour, or no colour that may be changed, is refused", () => {
  assert.throws(() => themeCss({ nila: "red;}body{display:none" }), /write the colour as #rrggbb/);
  assert.throws(() => themeCss({ ink: "#000000" }), /choose among nila, genteng, daun, kunyit/);
  assert.throws(() => themeCss({ constructor: "#000000" }), /choose among/);
});

test("a colour of one's own is lightened for the dark until it can be read", () => {
  const css = themeCss({ nila: "#5b1a4a" });
  assert.match(css, /^:root\{--brand:#5b1a4a;/);
  const night = /dark\)\{:root\{--nila:(#[0-9a-f]{6})/.exec(css)![1]!;
  assert.ok(contrast(night, "#201e1b") >= 7, night);
  assert.ok(contrast(night, "#10171f") >= 4.5, "the main button's words stand on it");
});

/** The theme's own tokens: what the style sheet says, not what this test believes. */
function tokens(): { day: Record<string, string>; night: Record<string, string> } {
  const text = readFileSync(new URL("../theme/_tokens.scss", import.meta.url), "utf8");
  const [day, night] = text.split("prefers-color-scheme: dark") as [string, string];
  const read = (part: string) =>
    Object.fromEntries([...part.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name!, value!]));
  return { day: read(day), night: { ...read(day), ...read(night) } };
}

const texts: [text: string, grounds: string[]][] = [
  ["ink", ["paper", "white", "sand", "tint-daun", "tint-kunyit", "tint-bata"]],
  ["ink-2", ["paper", "white", "sand"]],
  ["nila", ["paper", "white", "sand", "tint-daun", "tint-kunyit"]],
  ["nila-dark", ["paper", "white", "sand"]],
  ["genteng", ["paper", "white"]],
  ["daun", ["paper", "white", "tint-daun"]],
  ["bata", ["paper", "white", "tint-bata"]],
  ["on-nila", ["nila", "nila-dark"]],
  ["focus-ink", ["kunyit"]],
];

for (const scheme of ["day", "night"] as const) {
  test(`by ${scheme} every text has 4.5 to 1 on every ground it stands on, and borders of controls 3 to 1`, () => {
    const value = tokens()[scheme];
    for (const [text, grounds] of texts)
      for (const ground of grounds) {
        const ratio = contrast(value[text]!, value[ground]!);
        assert.ok(ratio >= 4.5, `${text} on ${ground}: ${ratio.toFixed(2)}`);
      }
    for (const ground of ["white", "paper"]) assert.ok(contrast(value.line!, value[ground]!) >= 3, `line on ${ground}`);
    assert.ok(contrast("#ffffff", value.brand!) >= 4.5, "words in the header");
    assert.ok(contrast(value.kunyit!, value.brand!) >= 3, "the mark of the current page in the header");
  });
}
