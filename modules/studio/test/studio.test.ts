import assert from "node:assert/strict";
import { test } from "node:test";
import { scene } from "../../../test/scene.ts";
import { actors } from "../../../test/stage.ts";
import { formOn, visitor } from "../../../test/visitor.ts";
import { simulateJob } from "../jobs/simulate.ts";
import type { Tally } from "../replay.ts";

/** Signed in as the demo's designer, in the house of a scene. */
async function designer(t: Parameters<typeof scene>[0]) {
  const s = await scene(t);
  const [who] = await s.asOwner<{ id: string; person: string }>(
    `select o.id, a.person from identity.officer o join identity.account a on a.id = o.account
     join identity.officer_role r on r.officer = o.id where r.role = 'designer' limit 1`,
  );
  return { s, ...(await visitor(s, who!.person, who!.id)) };
}

test("a published service is opened as a draft, and every one of its places as a page, in both languages", async (t) => {
  const { get, post } = await designer(t);
  const made = await post("/studio", { code: "izin-usaha-mikro" });
  assert.equal(made.statusCode, 303, made.body);
  const home = made.headers.location as string;
  const seen = new Set<string>();
  const visit = async (url: string): Promise<void> => {
    if (seen.has(url) || seen.size > 60) return;
    seen.add(url);
    for (const lang of ["id", "en"]) {
      const page = await get(`${url}${url.includes("?") ? "&" : "?"}lang=${lang}`);
      assert.equal(page.statusCode, 200, `${url}: ${page.body.slice(0, 500)}`);
      assert.ok(
        !/studio\.[a-z]+\.[a-z]/.test(page.body.replace(/href="[^"]*"/g, "")),
        `${url} says a key instead of words`,
      );
      if (lang === "id")
        for (const [, to] of page.body.matchAll(/href="(\/studio\/[^"#]+)"/g))
          await visit(to!.replaceAll("&amp;", "&"));
    }
  };
  await visit(home);
  assert.ok(seen.size > 40, `${seen.size} pages`);
});

test("what is changed on a page is in the file, and a second designer who saved first is not undone", async (t) => {
  const { get, post } = await designer(t);
  const home = (await post("/studio", { code: "izin-usaha-mikro" })).headers.location as string;
  const place = `${home}/form?di=pages.1`;
  const page = await get(place);
  const form = { ...formOn(page.body), "pages.1.title.id": "Usaha Anda" };
  const saved = await post(place, form);
  assert.equal(saved.statusCode, 303, saved.body.slice(0, 800));
  assert.match((await get(`${home}/form?teks=ya`)).body, /title: \{ id: Usaha Anda, en: Business \}/);
  assert.match((await get(`${home}/banding`)).body, /<ins>[^<]*Usaha Anda/);
  const late = await post(place, { ...form, "pages.1.title.id": "Lain" });
  assert.equal(late.statusCode, 409);
  assert.match(late.body, /Lain/);
});

test("a walk goes from the first page to the end of the case, and becomes a test that the draft then passes", async (t) => {
  const { get, post } = await designer(t);
  const home = (await post("/studio", { code: "izin-usaha-mikro" })).headers.location as string;
  const here = `${home}/coba`;
  await post(here, { sample: "penjual-nasi", day: "2026-03-02" });
  let at = here;
  for (const answers of [
    { phone: "081234567890" },
    { workers: "2" },
    { floorArea: "60", ownership: "market", hazardous: "no" },
    { cooksOnSite: "yes", water: "piped" },
    { "products.0.name": "Nasi", "products.0.monthly": "4500000" },
  ] as Record<string, string>[]) {
    const shown = await get(at);
    const sent = await post(/<form[^>]*action="([^"]*hal=[^"]*)"/.exec(shown.body)![1]!, answers);
    assert.equal(sent.statusCode, 303, sent.body.slice(0, 3000));
    at = sent.headers.location as string;
  }
  assert.match(at, /hal=periksa/);
  await post(at, { "_hand-in": "yes" });
  for (const happens of [
    "chooses:review:ask-opinions:",
    "chooses:opinions:agree:damkar/pencegahan",
    "chooses:opinions:agree:dinkes/kesehatan-lingkungan",
    "chooses:weigh:forward:",
    "chooses:decision:approve:",
    "comes:payment",
    "comes:issued",
  ]) {
    const page = await get(here);
    assert.ok(
      page.body.includes(`value="${happens}"`),
      `${happens} is not offered: ${page.body.match(/name="_happens" value="[^"]*"/g)}`,
    );
    await post(here, { _happens: happens });
  }
  assert.match((await get(here)).body, /Selesai: terbit/);
  const kept = await post(here, { _record: "yes", title: "Warung nasi di pasar" });
  assert.equal(kept.headers.location, `${home}/tests`);
  const overview = await get(home);
  assert.match(overview.body, /Tidak ada temuan/);
  assert.match((await get(`${home}/tests?teks=ya`)).body, /Warung nasi di pasar/);
});

test("what is typed is looked at before it is saved: at its field, with what it gives; nothing is kept, and its text is not sent back", async (t) => {
  const { get, post } = await designer(t);
  const home = (await post("/studio", { code: "izin-usaha-mikro" })).headers.location as string;
  const place = `${home}/form?di=pages.3`;
  const page = await get(place);
  const [, check] = /data-check="([^"]+)"/.exec(page.body)!;
  const form = formOn(page.body);
  assert.equal(form["pages.3.show"], 'ownership = "rent"');
  const typing = async (show: string) =>
    JSON.parse((await post(check!, { ...form, "pages.3.show": show, _at: "pages.3.show" })).body) as {
      wrong: string[];
      fields: Record<string, string>;
      result: string | null;
    };
  const wrong = await typing("floorAera > 10");
  assert.match(wrong.fields["pages.3.show"]!, /"floorAera" is not a field.*Did you mean "floorArea"/);
  assert.match(wrong.wrong.join(), /floorAera/);
  assert.equal(wrong.result, null);
  const right = await typing("floorArea > 10");
  assert.deepEqual(right.fields, {});
  assert.match(right.result!, /ya atau tidak.*(Ya|Tidak) dalam uji/);
  assert.match((await get(place)).body, /ownership = &quot;rent&quot;|ownership = "rent"/);
  const text = await post(`${home}/form/ketik`, { _text: "pages: [", _at: "_text" });
  assert.match(text.body, /form|Flow/);
});

test("a hand that types faster than hands do is told to wait, and nobody else gets a look at a draft", async (t) => {
  const { s, post } = await designer(t);
  const home = (await post("/studio", { code: "izin-usaha-mikro" })).headers.location as string;
  const citizen = await visitor(s, s.id("narti"));
  assert.ok((await citizen.post(`${home}/form/ketik`, { _text: "a" })).statusCode >= 400);
  let last = 200;
  for (let i = 0; i < 201; i += 1) last = (await post(`${home}/fee/ketik`, { _text: "decision: fee" })).statusCode;
  assert.equal(last, 429);
});

test("a draft is simulated over everybody and over the cases of the past; its page says who gains and who loses", async (t) => {
  const { s, get, post } = await designer(t);
  const home = (await post("/studio", { code: "nomor-induk-berusaha" })).headers.location as string;
  const text = await get(`${home}/eligibility?teks=ya`);
  const form = formOn(text.body);
  const later = String(form._text).replace("P17Y", "P40Y");
  assert.notEqual(later, form._text);
  assert.equal((await post(`${home}/eligibility`, { ...form, _text: later })).statusCode, 303);
  const begun = await post(`${home}/simulasi`, { since: "2020-01-01" });
  assert.equal(begun.statusCode, 303, begun.body);
  const [run] = await s.asOwner<{ id: string }>("select id from studio.simulation");
  const system = actors.system("studio");
  const hands = {
    world: s.world,
    act: (command: never, raw: never) => s.act(system, command, raw),
    ask: (query: never, raw: never) => s.ask(system, query, raw),
  };
  await simulateJob.handle(hands as never, { id: run!.id });
  const [kept] = await s.asOwner<{ tally: Tally }>("select tally from studio.simulation");
  const register = kept!.tally.register as Extract<Tally["register"], { people: number }>;
  const [grown] = await s.asOwner<{ young: number; old: number }>(
    `select (count(*) filter (where birth_date + interval '17 years' <= now()))::int as young,
       (count(*) filter (where birth_date + interval '40 years' <= now()))::int as old from registry.person where died_on is null`,
  );
  assert.ok(grown!.young - grown!.old >= 10, "the example has people between the ages");
  assert.deepEqual(
    [register.before, register.after, register.gains, register.loses],
    [grown!.young, grown!.old, 0, grown!.young - grown!.old],
  );
  const page = await get(`${home}/simulasi`);
  assert.match(page.body, /Seluruh penduduk/);
  assert.match(page.body, /orang tidak boleh lagi/);
  assert.ok(!/studio\.simulate\./.test(page.body.replace(/href="[^"]*"/g, "")), "a key instead of words");
});
