import type { Page } from "playwright-core";
import { follow } from "./house.ts";

/** A place of a service's file, as plain values: what the designer of the journey has in mind. */
type Thing = string | number | boolean | readonly Thing[] | { readonly [name: string]: Thing };
type Things = { readonly [name: string]: Thing };

const words = (id: string, en: string) => ({ id, en });
const law = "Perbup Tirta 21/2026";

/** A permit to hold a night market: who asks, for how many stalls, what it costs, who looks at it, what comes out. */
export const nightMarket: Record<string, Things> = {
  service: {
    summary: words("Izin menutup jalan untuk pasar malam.", "A permit to close a street for a night market."),
    keywords: { id: ["pasar malam", "keramaian"], en: ["night market", "street fair"] },
    lifeEvents: ["usaha"],
    short: { time: words("3 hari kerja", "3 working days"), cost: words("mulai Rp 50.000", "from Rp 50,000") },
    standard: {
      requirements: [{ text: words("Denah lapak", "A plan of the stalls"), law }],
      procedure: [words("Ajukan di sini.", "Apply here.")],
      time: { text: words("Paling lama 3 hari kerja", "At most 3 working days"), law, workingDays: 3 },
      cost: { text: words("Menurut jumlah lapak", "By the number of stalls"), law },
      product: words("Izin pasar malam", "A night-market permit"),
      complaints: words("Di loket DPMPTSP", "At the DPMPTSP counter"),
      legalBasis: [{ code: law, title: words("Pasar Malam (contoh)", "Night Markets (example)") }],
      facilities: words("Portal ini", "This portal"),
      competence: words("Memahami perizinan", "Knows licensing"),
      internalControl: words("Setiap langkah tercatat", "Every step is recorded"),
      staff: words("Dua peninjau", "Two reviewers"),
      serviceGuarantee: words("Tepat waktu", "In time"),
      safetyGuarantee: words("Jalan dijaga", "The street is guarded"),
      evaluation: words("Survei sesudahnya", "A survey afterwards"),
    },
    numbers: { case: "PSM-{year}-{seq:6}" },
    appeal: {
      workingDays: 21,
      law,
      text: words("Ajukan keberatan dalam 21 hari kerja.", "Object within 21 working days."),
    },
    refusals: [
      { code: "jalan-utama", text: words("Jalan utama tidak dapat ditutup.", "A main road cannot be closed."), law },
    ],
    messages: {
      submitted: {
        title: words("{number} kami terima", "We have {number}"),
        body: words("Selesai {due}.", "Done by {due}."),
      },
      approved: {
        title: words("{number} disetujui", "{number} is approved"),
        body: words("Bayar {amount}.", "Pay {amount}."),
      },
      issued: {
        title: words("Izin terbit", "Permit issued"),
        body: words("Nomor {certificate}.", "Number {certificate}."),
      },
      refused: {
        title: words("{number} ditolak", "{number} is refused"),
        body: words("{reason} {appeal}", "{reason} {appeal}"),
      },
      revoked: {
        title: words("Izin dicabut", "Permit revoked"),
        body: words("{reason} {appeal}", "{reason} {appeal}"),
      },
      lapsed: {
        title: words("{number} gugur", "{number} has lapsed"),
        body: words("Boleh diajukan lagi.", "You may apply again."),
      },
    },
  },
  form: {
    pages: [
      {
        id: "acara",
        title: words("Acara", "The event"),
        fields: [
          { id: "street", type: "text", label: words("Di jalan mana?", "In which street?") },
          { id: "stalls", type: "number", label: words("Berapa lapak?", "How many stalls?"), min: 1, max: 500 },
        ],
      },
      {
        id: "listrik",
        title: words("Listrik", "Power"),
        show: "stalls > 20",
        fields: [{ id: "generator", type: "yes-no", label: words("Memakai genset?", "With a generator?") }],
      },
    ],
    declaration: words("Keterangan ini benar.", "This is true."),
  },
  decisions: {
    fee: {
      title: words("Retribusi", "Fee"),
      hit: "first",
      law,
      inputs: [{ expression: "stalls", label: words("jumlah lapak", "stalls") }],
      outputs: ["amount"],
      periods: [
        {
          from: "2026-01-01",
          rules: [
            [["<= 20"], ["50000"]],
            [["-"], ["150000"]],
          ],
        },
      ],
    },
  },
  fee: {
    decision: "fee",
    output: "amount",
    title: words("Retribusi pasar malam", "Night-market fee"),
    code: "RPM",
    payWithinDays: 14,
    law,
  },
  process: {
    start: "review",
    steps: {
      review: {
        task: {
          title: words("Tinjau permohonan", "Review the application"),
          role: "reviewer",
          agency: "dpmptsp",
          office: "perizinan",
          outcomes: { approve: "approve", refuse: "refuse" },
        },
        timers: [{ workingDays: 2, to: "nudge", interrupt: false }],
      },
      nudge: { do: "remind-office", next: "nudged" },
      nudged: { join: true },
      approve: { do: "approve", next: "bill" },
      bill: { do: "bill", next: "payment" },
      payment: { wait: "payment", next: "issue", timers: [{ days: 14, to: "lapse", law }] },
      issue: { do: "issue", next: "issuing" },
      issuing: {
        wait: "issued",
        next: "done",
        reason: words("Sistem menyusun dokumen", "The system makes the document"),
      },
      done: { end: "issued" },
      refuse: { do: "refuse", next: "refused" },
      refused: { end: "refused" },
      lapse: { do: "lapse", next: "lapsed" },
      lapsed: { end: "lapsed" },
    },
    stations: [
      { id: "review", title: words("Ditinjau", "Review"), steps: ["review"] },
      { id: "payment", title: words("Bayar", "Pay"), steps: ["payment"] },
      { id: "issue", title: words("Terbit", "Issued"), steps: ["issuing"] },
    ],
  },
  documents: {
    "izin-pasar-malam": {
      kind: "certificate",
      title: words("Izin Pasar Malam", "Night-Market Permit"),
      template: "micro-business-licence",
      number: "IPM/{seq:6}/DPMPTSP/{year}",
      validYears: 1,
      legalBasis: [law],
      rows: [
        { label: words("Jalan", "Street"), value: "street" },
        { label: words("Jumlah lapak", "Stalls"), value: "stalls" },
      ],
    },
  },
};

const isThings = (thing: Thing): thing is Things => typeof thing === "object" && !Array.isArray(thing);
const at = (path: string, name: string | number): string => (path === "" ? String(name) : `${path}.${name}`);

/**
 * Makes one file of a draft in the Studio as a person does: opens a place, fills in what stands there, saves, adds what lies
 * within it, and goes into each. Knows nothing of the file but what the pages show.
 */
export async function make(page: Page, draft: string, part: string, things: Things, path = ""): Promise<void> {
  const here = `${draft}/${part}${path ? `?di=${encodeURIComponent(path)}` : ""}`;
  const open = async () => {
    if (page.url() !== new URL(here, page.url()).href) await page.goto(here);
  };
  await open();
  let filled = false;
  for (const [name, thing] of Object.entries(things)) filled = (await fill(page, at(path, name), thing)) || filled;
  if (filled) await save(page);
  for (const [name, thing] of Object.entries(things)) {
    const inner = at(path, name);
    if (name === "rules" && Array.isArray(thing)) await rules(page, here, inner, thing as never);
    else if (Array.isArray(thing) && thing.some(isThings)) {
      for (const [i, one] of thing.entries()) await into(page, here, inner, String(i), one as Things, { draft, part });
    } else if (
      isThings(thing) &&
      Object.values(thing).every((one) => !isThings(one)) &&
      (await named(page, here, inner))
    ) {
      for (const [own, one] of Object.entries(thing)) {
        if ((await page.locator(`[name="${inner}.${own}"]`).count()) === 0) {
          await page.fill(`[name="_new:${inner}"]`, own);
          await follow(page.locator(`button[value="add:${inner}:"]`));
        }
        await fill(page, `${inner}.${own}`, one);
      }
      await save(page);
    } else if (isThings(thing) && !(await stands(page, here, inner))) {
      if (await add(page, here, inner, thing)) await make(page, draft, part, thing, inner);
      else
        for (const [own, one] of Object.entries(thing))
          await into(page, here, inner, own, one as Things, { draft, part });
    }
  }
}

/** A file whose places all have names of the designer's own: tables, documents. */
export async function makeNamed(page: Page, draft: string, part: string, things: Things): Promise<void> {
  for (const [name, one] of Object.entries(things))
    await into(page, `${draft}/${part}`, "", name, one as Things, { draft, part });
}

async function fill(page: Page, name: string, thing: Thing): Promise<boolean> {
  if (isThings(thing)) {
    let any = false;
    for (const [part, one] of Object.entries(thing)) any = (await fill(page, `${name}.${part}`, one)) || any;
    return any;
  }
  const field = page.locator(`.desk-main [name="${name}"]`);
  if ((await field.count()) === 0) return false;
  const text = Array.isArray(thing) ? thing.join("\n") : String(thing);
  if ((await field.evaluate((one) => one.tagName)) === "SELECT") {
    const offered = await field
      .locator("option")
      .evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value));
    await field.selectOption(offered.includes(text) ? text : thing === true ? "yes" : "no");
  } else await field.fill(text);
  return true;
}

const save = (page: Page) => follow(page.locator(".desk-main form .govuk-button-group button:not([name])").last());

/** Whether a place has fields under names of the designer's own. */
async function named(page: Page, here: string, name: string): Promise<boolean> {
  if (page.url() !== new URL(here, page.url()).href) await page.goto(here);
  return (await page.locator(`.desk-main [name="_new:${name}"]`).count()) > 0;
}

/** Whether what belongs together was filled in with what it belongs to. */
async function stands(page: Page, here: string, name: string): Promise<boolean> {
  if (page.url() !== new URL(here, page.url()).href) await page.goto(here);
  return (await page.locator(`.desk-main [name^="${name}."]`).count()) > 0;
}

/** A single place that is not there yet: its button makes it. */
async function add(page: Page, here: string, name: string, _thing: Things): Promise<boolean> {
  if (page.url() !== new URL(here, page.url()).href) await page.goto(here);
  const link = page.locator(`.place-list a[href$="di=${encodeURIComponent(name)}"]`);
  if ((await link.count()) > 0) return true;
  const button = page.locator(`button[value="fill:${name}"]`);
  if ((await button.count()) === 0) return false;
  await follow(button);
  return true;
}

/** Goes into one of several places, made by its button when it is not there. */
async function into(
  page: Page,
  here: string,
  list: string,
  name: string,
  thing: Things,
  { draft, part }: { draft: string; part: string },
): Promise<void> {
  await page.goto(here);
  const own = at(list, name);
  if ((await page.locator(`.place-list a[href$="di=${encodeURIComponent(own)}"]`).count()) === 0) {
    const named = page.locator(`.desk-main [name="_new:${list}"]`);
    if ((await named.count()) > 0) await named.fill(name);
    const ways = page.locator(`.desk-main button[value^="add:${list}:"]`);
    const values = await ways.evaluateAll((all) => all.map((one) => (one as HTMLButtonElement).value));
    const way = values.find((value) => value.slice(`add:${list}:`.length) in thing) ?? values[0];
    await follow(page.locator(`.desk-main button[value="${way}"]`));
  }
  await make(page, draft, part, thing, own);
}

/** The rows of a table, then their cells. */
async function rules(
  page: Page,
  here: string,
  list: string,
  rows: readonly (readonly [when: readonly string[], result: readonly string[]])[],
): Promise<void> {
  await page.goto(here);
  while ((await page.locator(`.rule-table [name^="${list}.${rows.length - 1}."]`).count()) === 0)
    await follow(page.locator(`button[value="add:${list}:"]`));
  for (const [r, [when, result]] of rows.entries()) {
    for (const [i, cell] of when.entries()) await page.fill(`[name="${list}.${r}.when.${i}"]`, cell);
    for (const [i, cell] of result.entries()) await page.fill(`[name="${list}.${r}.then.${i}"]`, cell);
  }
  await save(page);
}
