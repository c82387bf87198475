import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { parse } from "yaml";
import { parts, ServiceFile } from "../../catalogue/index.ts";
import { type Change, changed, held, Unreadable, valueAt } from "../editor/edit.ts";
import { changesOf, nameOf, type Posted, partsOf } from "../editor/reading.ts";
import { isLeaf, isSmall, type Path, pathOf, type Shape, shapeAt, shapeOf } from "../editor/shape.ts";

const folder = fileURLToPath(new URL("../../../government/example/services/", import.meta.url));
const schemas = { service: ServiceFile, ...parts };
/** Every file of every service of the example, with the shape of its kind. */
const files = readdirSync(folder).flatMap((code) =>
  readdirSync(folder + code).flatMap((file) => {
    const schema = schemas[file.replace(".yaml", "") as keyof typeof schemas];
    return schema
      ? [{ name: `${code}/${file}`, text: readFileSync(`${folder}${code}/${file}`, "utf8"), shape: shapeOf(schema) }]
      : [];
  }),
);

/** Every place of a file that is a page of its own, by its path. */
function places(shape: Shape, value: unknown, path: Path = []): Path[] {
  const inner = Array.isArray(value)
    ? value.map((one, i) => [i, one] as const)
    : Object.entries((value as object) ?? {});
  const below = inner.flatMap(([key, one]) => {
    const at = shapeAt(shape, [key], value);
    return at && !isLeaf(at) && typeof one === "object" ? places(at, one, [...path, key]) : [];
  });
  return [path, ...below];
}

/** What a browser posts when somebody opens a place and saves it as it is. */
function asShown(shape: Shape, path: Path, whole: unknown): Posted {
  const posted: Record<string, string> = {};
  const put = (one: Shape, at: Path, value: unknown) => {
    if (one.is === "words")
      for (const language of ["id", "en"])
        posted[`${nameOf(at)}.${language}`] =
          typeof value === "string" ? value : ((value as Record<string, string>)?.[language] ?? "");
    else if (one.is === "yes-no")
      posted[nameOf(at)] = value === undefined || value === null ? "" : value ? "yes" : "no";
    else if (one.is === "list") posted[nameOf(at)] = Array.isArray(value) ? value.join("\n") : "";
    else posted[nameOf(at)] = String(value ?? "");
  };
  const value = valueAt(whole, path);
  for (const part of partsOf(shape, value)) {
    const inner = (value as Record<string, unknown> | undefined)?.[part.name];
    if (isLeaf(part.shape)) put(part.shape, [...path, part.name], inner);
    else if (isSmall(part.shape))
      for (const one of part.shape.parts)
        put(one.shape, [...path, part.name, one.name], (inner as Record<string, unknown> | undefined)?.[one.name]);
  }
  return posted;
}

test("every part of every service can be opened as a page, and saving it untouched changes not a letter", () => {
  let seen = 0;
  for (const { name, text, shape } of files) {
    const whole = held(text);
    for (const path of places(shape, whole)) {
      const at = shapeAt(shape, path, whole);
      assert.ok(at, `${name} has a place ${nameOf(path)} that the editor cannot show`);
      assert.deepEqual(changesOf(at, path, whole, asShown(at, path, whole)), [], `${name} at ${nameOf(path)}`);
      seen += 1;
    }
  }
  assert.ok(seen > 200, `${seen} places`);
});

test("a changed word changes its own line only, and is read back as it was typed", () => {
  const form = files.find(({ name }) => name === "izin-usaha-mikro/form.yaml")!;
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (typed) => {
      const word = typed.normalize("NFC").trim() || "x";
      const text = changed(form.text, [{ do: "set", path: ["pages", 1, "title", "id"], value: word }]);
      assert.equal(parse(text).pages[1].title.id, word);
      const lines = text.split("\n");
      const differing = form.text.split("\n").filter((line, i) => line !== lines[i]);
      assert.ok(differing.length <= 1, differing.join("\n"));
    }),
  );
});

test("a place is added, moved, copied, named anew and taken away; comments stay", () => {
  const text = "# why\nsteps:\n  a: { end: done } # first\n  b: { end: done }\nlist: [1, 2, 3]\n";
  const after = (...changes: Change[]) => changed(text, changes);
  assert.deepEqual(parse(after({ do: "add", path: ["list"], value: 4 })).list, [1, 2, 3, 4]);
  assert.deepEqual(parse(after({ do: "move", path: ["list", 0], by: 1 })).list, [2, 1, 3]);
  assert.deepEqual(Object.keys(parse(after({ do: "move", path: ["steps", "b"], by: -1 })).steps), ["b", "a"]);
  assert.deepEqual(parse(after({ do: "move", path: ["list", 0], by: -1 })).list, [1, 2, 3]);
  assert.deepEqual(parse(after({ do: "add", path: ["steps"], name: "c", value: { end: "x" } })).steps.c, { end: "x" });
  assert.deepEqual(Object.keys(parse(after({ do: "rename", path: ["steps", "a"], name: "z" })).steps), ["z", "b"]);
  assert.deepEqual(Object.keys(parse(after({ do: "rename", path: ["steps", "a"], name: "b" })).steps), ["a", "b"]);
  const gone = after({ do: "remove", path: ["steps", "b"] });
  assert.deepEqual(Object.keys(parse(gone).steps), ["a"]);
  assert.match(gone, /# why[\s\S]*# first/);
});

test("that a file may come later is typed as days and chosen as a pause; a question that says nothing of it stays without", () => {
  const form = shapeOf(parts.form);
  const path = ["pages", 0, "fields", 0];
  const field = { id: "photo", type: "photo", label: { id: "Foto", en: "Photo" } };
  const whole = { pages: [{ id: "a", fields: [field] }] };
  const at = shapeAt(form, path, whole)!;
  const name = "pages.0.fields.0.later";
  const none = { [`${name}.workingDays`]: "", [`${name}.law`]: "", [`${name}.pause`]: "", [`${name}.late`]: "" };
  const typed = (more: Record<string, string>) => changesOf(at, path, whole, { ...none, ...more });
  assert.deepEqual(typed({}), []);
  assert.deepEqual(typed({ [`${name}.workingDays`]: "10", [`${name}.pause`]: "true" }), [
    { do: "set", path: [...path, "later", "workingDays"], value: 10 },
    { do: "set", path: [...path, "later", "pause"], value: true },
  ]);
  assert.deepEqual(typed({ [`${name}.workingDays`]: "letterDays" }), [
    { do: "set", path: [...path, "later", "workingDays"], value: "letterDays" },
  ]);
});

test("what is used at several places is changed at the one that was meant", () => {
  const text = "a: &x { n: 1 }\nb: *x\n";
  assert.deepEqual(parse(changed(text, [{ do: "set", path: ["b", "n"], value: 2 }])), { a: { n: 1 }, b: { n: 2 } });
});

test("what is no YAML is not changed part by part, and is said to be so", () => {
  assert.throws(() => changed("a: [1, 2", [{ do: "set", path: ["a"], value: 1 }]), Unreadable);
  assert.equal(held("a: [1, 2"), null);
});

test("a path that no file can have leads nowhere", () => {
  const form = shapeOf(parts.form);
  for (const path of ["pages.x", "nothing", "pages.0.title.id.more", "__proto__", "pages.0.fields.0.constructor"])
    assert.equal(shapeAt(form, pathOf(path), {}), null, path);
});
