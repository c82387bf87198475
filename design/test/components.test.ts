import assert from "node:assert/strict";
import { test } from "node:test";
import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import { ErrorSummary, Notice, Pages, Table, TextInput, Verdict } from "../index.ts";
import { galleryPages } from "./gallery/pages.ts";

const pages = galleryPages((name) => `/assets/0/${name}`);

test("no page carries a style, a script or a handler of its own", () => {
  for (const [name, html] of pages) {
    assert.doesNotMatch(html, /<style|\sstyle=|\son[a-z]+=|javascript:/i, name);
    assert.doesNotMatch(html, /<script(?![^>]* src=)/, name);
  }
});

test("no id comes twice, and whatever is pointed at is there", () => {
  for (const [name, html] of pages) {
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id!);
    assert.deepEqual([...new Set(ids)], ids, name);
    const pointed = [...html.matchAll(/\s(?:for|aria-describedby|aria-labelledby|aria-controls)="([^"]+)"/g)];
    for (const id of pointed.flatMap(([, list]) => list!.split(" "))) assert.ok(ids.includes(id), `${name}: #${id}`);
  }
});

test("every page says its language, its title and where the content begins", () => {
  for (const [name, html] of pages) {
    assert.match(html, /^<!doctype html><html lang="id"/, name);
    assert.match(html, /<title>[^<]+<\/title>/, name);
    assert.match(html, /<a href="#isi" class="govuk-skip-link"/, name);
    assert.equal(html.match(/<h1/g)?.length, 1, name);
  }
});

test("whom one acts for stands on the page, above its content", () => {
  const html = pages.get("form")!;
  assert.ok(html.indexOf("Anda bertindak untuk") < html.indexOf("<main"));
});

test("a password that was typed is never sent back", () => {
  const html = renderToString(
    h(TextInput, { id: "a", name: "a", label: "Kata sandi", kind: "password", value: "rahasia" }),
  );
  assert.doesNotMatch(html, /rahasia/);
});

test("a person's own words cannot become markup", () => {
  const html = renderToString(
    h(TextInput, { id: "a", name: "a", label: "Nama", value: '"><script>x</script>', error: "<b>" }),
  );
  assert.doesNotMatch(html, /<script>|<b>/);
});

test("nothing to say is nothing on the page", () => {
  assert.equal(renderToString(h(ErrorSummary, { title: "Galat", errors: [] })), "");
  assert.equal(renderToString(h(Pages, { older: null, newer: null, words: { older: "", newer: "", label: "" } })), "");
});

test("what was done is announced; what one should know is a place with a name", () => {
  assert.match(renderToString(h(Notice, { children: "Tersimpan" })), /role="status"/);
  assert.match(
    renderToString(h(Notice, { title: "Penting", children: "Loket tutup" })),
    /role="region" aria-labelledby/,
  );
});

test("a table that scrolls can be reached by key and has a name", () => {
  const html = renderToString(h(Table, { caption: "Biaya", head: ["a"], rows: [["b"]] }));
  assert.match(html, /^<section class="table-scroll" tabindex="0" aria-label="Biaya">/);
});

test("each verdict has a sign of its own", () => {
  const kinds = ["valid", "altered", "revoked", "unknown", "expired", "held"] as const;
  const signs = kinds.map((kind) =>
    /<path d="([^"]+)"/.exec(renderToString(h(Verdict, { kind, title: kind, children: "" })))?.at(1),
  );
  assert.equal(new Set(signs).size, kinds.length);
});
