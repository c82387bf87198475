import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { loadModules } from "../../app/modules.ts";
import { type House, openHouse } from "./house.ts";
import { Judge } from "./soundness.ts";
import { deskOf, prepare, type States } from "./states.ts";
import { go, nameOf, recoveryCodes, type Stop, stopsOf } from "./stops.ts";

const locales = ["id", "en"] as const;
let house: House;
let states: States;
let stops: Record<string, Stop[]>;
/** Seats as they were before somebody's second factor was given again, or another duty taken up. */
const early = new Map<string, Page[]>();
before(async () => {
  house = await openHouse();
  for (const seat of ["head without the code", "finance without the code", "fire"])
    early.set(seat, await sitDown(seat));
  states = await prepare(house);
  stops = stopsOf(house, states);
});
after(() => house.stop());

const accountOf = (seat: string) => (seat === "nobody" ? null : house.account(seat.split(/[ ,]/)[0]!));
/** The same seat twice: once in each language. */
async function sitDown(seat: string): Promise<Page[]> {
  const key = accountOf(seat)?.key ?? null;
  return [await house.sit(key), await house.sit(key, { locale: "en" })];
}

const patterns = (await loadModules()).flatMap((room) => (room.pages ?? []).map(({ path }) => path));
/** The page that a path leads to: of several that fit, the one that names most of it. */
function patternOf(path: string): string | undefined {
  const fits = (pattern: string) => new RegExp(`^${pattern.replace(/:[^/]+/g, "[^/]+")}$`).test(path);
  const open = (pattern: string) => pattern.split(":").length;
  return patterns.filter(fits).sort((a, b) => open(a) - open(b))[0];
}

// Both languages have the same elements, so axe judges every stop on a phone in one of them, in turn, and every page on a desk once.
const judged = new Set<string | undefined>();
function axeAt(path: string, onPhone: boolean): number[] {
  const before = judged.size;
  return [...(onPhone ? [360] : []), ...(judged.add(patternOf(path)).size > before ? [1280] : [])];
}

const titles = { id: new Map<string, Set<string>>(), en: new Map<string, Set<string>>() };

// What asks for a fresh code comes first: it is good for minutes only.
test("an officer finds every act of a case in sight and under a key, without scrolling", async () => {
  for (const [key, path] of [
    ["reviewer", states.cases.waiting],
    ["head", states.cases.atHead],
  ] as const) {
    const page = await house.sit(key, { width: 1280 });
    await page.goto(deskOf(path));
    const acts = await page.locator(".desk-work button[name=do]").evaluateAll((all) =>
      all.map((on) => ({
        does: (on as HTMLButtonElement).value,
        ends: on.getBoundingClientRect().bottom,
        key: (on as HTMLButtonElement).accessKey,
        told: on.querySelector(".key")?.textContent,
      })),
    );
    assert.ok(acts.length >= 3, JSON.stringify(acts));
    for (const act of acts) {
      assert.ok(act.ends <= 800, `${act.does} ends at ${act.ends} px`);
      assert.match(act.key, /^[a-z]$/, act.does);
      assert.equal(act.told, act.key, act.does);
    }
    assert.equal(new Set(acts.map((act) => act.key)).size, acts.length, "a key does one thing");
    await page.setViewportSize({ width: 360, height: 800 });
    const tops = await page
      .locator(".desk > *")
      .evaluateAll((all) => all.map((on) => `${on.tagName} ${on.getBoundingClientRect().top > 0}`));
    assert.deepEqual(tops, ["NAV true", "DIV true", "ASIDE true"], "on a phone: queue, case, what belongs to it");
  }
});

test("on paper stands what the page is about and whose it is; no menu, no form, nothing to press", async () => {
  const page = await house.sit("owner");
  const shows = (what: string) => page.locator(what).first().isVisible();
  const papers: [Stop, string][] = [
    [states.cases.corrected, ".steps"],
    [states.bills.paid, ".amount"],
    [states.bills.scanning.replace("/tagihan/", "/bayar/"), ".qr svg"],
    [states.documents.valid.page, ".govuk-summary-list"],
    [recoveryCodes, ".code-words li:nth-child(10)"],
  ];
  for (const [stop, matter] of papers) {
    await page.emulateMedia({ media: "screen" });
    await go(page, stop);
    await page.emulateMedia({ media: "print" });
    for (const one of ["h1", matter, ".house-mark", ".house-footer p"])
      assert.ok(await shows(one), `${nameOf(stop)}: ${one}`);
    for (const one of ["nav", ".strip", ".govuk-button", "form", ".govuk-back-link"])
      assert.equal(await page.locator(one).filter({ visible: true }).count(), 0, `${nameOf(stop)}: ${one}`);
  }
});

for (const seat of [
  "population-data",
  "agency-data",
  "data-steward",
  "owner",
  "head",
  "secretary",
  "head without the code",
  "finance",
  "administrator",
  "fire, who also keeps the register",
  "nobody",
  "citizen",
  "reviewer",
  "health",
  "fire",
  "front-desk",
  "approver",
  "designer",
  "data-protection",
  "auditor",
  "finance without the code",
])
  test(`every page that ${seat} meets is sound for everybody, light, and in one language`, async () => {
    const account = accountOf(seat);
    const walk = async (locale: "id" | "en", page: Page) => {
      const judge = await Judge.of(page);
      const told: Record<string, string> = {};
      const wrong: string[] = [];
      for (const [index, stop] of stops[seat]!.entries()) {
        const onPhone = index % 2 === locales.indexOf(locale);
        const name = nameOf(stop);
        const acts = account && account.hat !== "citizen" ? account.name : undefined;
        const refused = typeof stop !== "string" && stop.refused === true;
        const found = await judge.see(() => go(page, stop), {
          locale,
          acts,
          refused,
          axeAt: (path) => axeAt(path, onPhone),
        });
        wrong.push(...found.wrong.map((one) => `${locale} ${name} ${one}`));
        told[name] = found.seen.words.join(" ");
        const pattern = patternOf(found.seen.path);
        if (pattern && ![403, 404].includes(found.seen.status))
          titles[locale].set(pattern, (titles[locale].get(pattern) ?? new Set()).add(found.seen.title));
      }
      return { told, wrong };
    };
    const pages = early.get(seat) ?? (await sitDown(seat));
    const [id, en] = await Promise.all(locales.map((locale, i) => walk(locale, pages[i]!)));
    await Promise.all(pages.map((page) => page.context().close()));
    assert.equal([...id!.wrong, ...en!.wrong].join("\n"), "");
    for (const [name, words] of Object.entries(id!.told)) assert.notEqual(words, en!.told[name], name);
  });

test("my page asks for what the bill asks", async () => {
  const page = await house.sit("owner");
  await page.goto(states.bills.open);
  const amount = (await page.locator(".amount").textContent()) ?? "";
  assert.match(amount, /25\.000/);
  await page.goto("/saya");
  assert.ok((await page.locator(`main a[href="${states.bills.open}"]`).textContent())?.includes(amount));
});

test("the judge sees what is planted", async () => {
  const page = await house.sit(null, { locale: "en" });
  const body = `<!doctype html><html lang="id"><body><div class="acting">Somebody else</div><main>
    <h1>One</h1><h1>Two</h1><p>Simpan dan lanjutkan</p><p>cases.no-such-words</p><a href="/" tabindex="2">Go</a>
    <button>Waits for a script</button><p style="width: 2000px">wide</p><img src="/x.png"></main>
    <!-- ${"heavy ".repeat(9000)} --></body></html>`;
  await page.route("**/planted", (route) => route.fulfill({ contentType: "text/html", body }));
  const judge = await Judge.of(page);
  const expected = { locale: "en", acts: "Bayu Nugroho", refused: true } as const;
  const { wrong } = await judge.see(() => go(page, "/planted"), expected);
  for (const one of [
    /weighs \d{5} bytes/,
    /is 20\d\d px wide at 320 px/,
    /at 360 px image-alt/,
    /says it is in "id"/,
    /has 2 first headings/,
    /has no title/,
    /does not say that Bayu Nugroho acts/,
    /has 0 summaries of faults/,
    /does not begin its title with the fault/,
    /says "Simpan dan lanjutkan"/,
    /says "cases.no-such-words"/,
    /needs a script for <button>Waits/,
    /keeps keys from <a href="\/" tabindex="2"/,
  ])
    assert.match(wrong.join("\n"), one);
});

/** Judged in a journey of its own: the receipt of a visit that has just ended (assisted.test). */
const elsewhere = ["/petugas/dampingi/:visit/tanda-terima"];

test("no page of any room was left out, in either language", () => {
  assert.ok(patterns.length > 50, `${patterns.length} pages`);
  for (const locale of locales)
    assert.deepEqual(
      patterns.filter((pattern) => !titles[locale].has(pattern) && !elsewhere.includes(pattern)),
      [],
      locale,
    );
});

test("a title tells a page from every other one", () => {
  for (const locale of locales) {
    const owners = new Map<string, string[]>();
    for (const [pattern, said] of titles[locale])
      for (const title of said) owners.set(title, [...(owners.get(title) ?? []), pattern]);
    assert.deepEqual(
      [...owners].filter(([, pages]) => pages.length > 1),
      [],
      locale,
    );
  }
});
