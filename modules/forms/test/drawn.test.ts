import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { type ComponentChildren, h } from "preact";
import { buildAssets } from "../../../design/assets.ts";
import { findings } from "../../../design/test/gallery/axe.ts";
import { openBrowser } from "../../../design/test/gallery/browser.ts";
import { framed } from "../../../design/test/gallery/frame.tsx";
import { type Locale, textIn } from "../../../kernel/index.ts";
import { loadWords } from "../../../kernel/words.ts";
import type { Answers } from "../answer.ts";
import { Questions, WholeForm } from "../draw/fields.tsx";
import { PaperForm } from "../draw/paper.tsx";
import type { Drawing } from "../draw/tools.ts";
import { scriptsFor } from "../draw/tools.ts";
import { readWhole } from "../read.ts";
import { every, host, page } from "./every.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const words = loadWords([here(".."), here("../../../kernel")], "Asia/Jakarta");
const file = { file: "0192", name: "surat.pdf", bytes: 12_000, type: "application/pdf" };
const answered: Answers = {
  atext: "Warung",
  anumber: 12,
  amoney: 4_500_000,
  adate: "1990-08-17",
  achoice: "own",
  achoices: ["own", "rent"],
  photo: { ...file, name: "lapak.jpg" },
  papers: [file, { ...file, file: "0193", name: "denah.pdf" }],
  signed: { ...file, name: "ttd.jpg", signedBy: "Narti" },
  visit: { slot: "s1", at: "2026-11-26T09:00", place: "Loket 1" },
  activity: { code: "56", text: "Restoran, KBLI 56101" },
  villages: [{ code: "12", text: "Sukaluhur" }, { find: "suka" }],
  aaddress: { village: { find: "suka" }, street: "Jl. Melati 3", rt: "001", rw: null, postal: null },
  aarea: [
    { lat: -6.9, lon: 107.6 },
    { lat: -6.91, lon: 107.6 },
    { lat: -6.9, lon: 107.61 },
  ],
  rows: [{ rtext: "Satu", deeper: [{ rtext: "Dua" }] }],
  year: [
    { tnumber: 1, ttext: "a" },
    { tnumber: 2, ttext: "b" },
  ],
};
const drawing = (locale: Locale, more: Partial<Drawing> = {}): Drawing => ({
  say: words.say(locale),
  locale,
  faults: [],
  scope: {},
  hits: new Map([
    ["villages", [{ code: "13", text: "Sukasari" }]],
    ["aaddress.village", []],
  ]),
  fileAt: (id) => `/berkas/${id}`,
  fact: () => ({ value: "Narti Suryani", source: "Data kependudukan" }),
  fee: () => "Rp 25.000",
  slots: () => [
    { slot: "s1", at: "2026-11-26T09:00", place: "Loket 1" },
    { slot: "s2", at: "2026-11-26T09:30", place: "Loket 2" },
  ],
  ...more,
});
const wrong = () => readWhole(every, { "rows.0.rtext": "x".repeat(99) }, {}, {}, host).faults;

const shown: Record<string, () => ComponentChildren> = {
  empty: () => h(Questions, { page, answers: {}, drawing: drawing("id", { fee: () => null, slots: () => [] }) }),
  answered: () => h(Questions, { page, answers: answered, drawing: drawing("id") }),
  wrong: () => h(Questions, { page, answers: {}, drawing: drawing("id", { faults: wrong() }) }),
  counter: () => h(WholeForm, { form: every, answers: answered, drawing: drawing("id") }),
  paper: () => h(PaperForm, { days: () => 10, form: every, say: { id: words.say("id"), en: words.say("en") } }),
};

const assets = await buildAssets();
const asset = (name: string) => [...assets.keys()].find((path) => path.endsWith(`/${name}`))!;
const pages = new Map(
  Object.entries(shown).map(([name, draw]) => [
    `/${name}`,
    framed(
      {
        title: name,
        scripts: scriptsFor(page.fields),
        ...(name === "counter" && { nav: "officer", desk: true }),
        main: h("form", { method: "post" }, [h("h1", null, name), draw()]),
      },
      asset,
    ),
  ]),
);
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'";
const server = createServer(({ url }, response) => {
  const found = assets.get(url!);
  response.writeHead(found || pages.has(url!) ? 200 : 404, {
    "content-type": found?.type ?? "text/html; charset=utf-8",
    "content-security-policy": policy,
  });
  response.end(found?.body ?? pages.get(url!) ?? "");
});
await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
const browser = await openBrowser();
after(async () => {
  await browser.close();
  server.close();
});

for (const width of [320, 360, 1280])
  test(`every kind of question, empty, answered, wrong, at the counter and on paper, is sound at ${width} px`, async () => {
    const tab = await browser.newPage({ viewport: { width, height: 800 } });
    const refused: string[] = [];
    tab.on("console", (message) => message.type() === "error" && refused.push(message.text()));
    tab.on("pageerror", (error) => refused.push(String(error)));
    for (const name of pages.keys()) {
      await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}${name}`);
      assert.deepEqual(await findings(tab), [], name);
      assert.deepEqual(refused, [], name);
      const wide = await tab.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `${name} is ${wide} px wide`);
      if (process.env.PICTURES) {
        mkdirSync(process.env.PICTURES, { recursive: true });
        await tab.screenshot({
          path: `${process.env.PICTURES}/drawn${name.replace("/", "-")}-${width}.png`,
          fullPage: true,
        });
      }
    }
    await tab.close();
  });

test("each control has its own id and label, each fault leads to one, and every text is there in both languages", () => {
  for (const [name, html] of pages) {
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id!);
    assert.deepEqual([...new Set(ids)].length, ids.length, name);
    const pointed = [...html.matchAll(/\s(?:for|aria-describedby|aria-labelledby)="([^"]+)"/g)];
    for (const id of pointed.flatMap(([, list]) => list!.split(" "))) assert.ok(ids.includes(id), `${name}: #${id}`);
    if (name === "/wrong") for (const { path } of wrong()) assert.ok(ids.includes(path), `a fault leads to #${path}`);
  }
  assert.ok(wrong().length > 20);
  const form = pages.get("/answered")!;
  for (const field of page.fields) assert.ok(form.includes(textIn(field.label, "id")), field.id);
  assert.match(form, /Rp 25\.000/);
  assert.match(form, /value="s2"/);
});

test("a whole form is read at once as page by page: each page sees those before it", () => {
  const { answers, faults } = readWhole(every, { atext: "Warung", anumber: "2", "rows.0.rnumber": "3" }, {}, {}, host);
  assert.deepEqual([answers.atext, answers.acomputed], ["Warung", 4]);
  assert.equal((answers.rows as { rcomputed: number }[])[0]!.rcomputed, 4);
  assert.ok(faults.some(({ path }) => path === "adate"));
});
