import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { readGovernment } from "../../kernel/government.ts";
import { demoPeople } from "../../modules/registry/index.ts";
import { type Afterwards, prepareAfterwards } from "./afterwards.ts";
import { type Exchanged, exchangedIn } from "./exchange.ts";
import { asOwner, follow, type House } from "./house.ts";
import { phonePhoto } from "./licence.ts";
import { type Doubled, doubledIn } from "./merging.ts";
import { measuredIn } from "./one-data.ts";
import { type Kept, keptIn } from "./registers.ts";
import { type Asked, askedIn } from "./rights.ts";
import { type Parties, partiesIn } from "./signon.ts";

type Fields = Readonly<Record<string, string | { name: string; mimeType: string; buffer: Buffer }>>;

/** Where the pages are that need something to have happened first. */
export interface States {
  /** One that is whole, and one that is there to be filled in wrongly. */
  drafts: Record<"whole" | "spoilt" | "signing", string>;
  /** What the owner of a rented place is asked, and the code by which the whole draft is found again. */
  cosign: string;
  code: string;
  /** A number that waits to be proved. */
  proof: string;
  cases: Record<
    "issued" | "revoked" | "unpaid" | "scanning" | "returned" | "refused" | "corrected" | "atHead" | "waiting",
    string
  >;
  bills: Record<"paid" | "open" | "scanning", string>;
  documents: Record<"valid" | "revoked", { page: string; code: string }>;
  /** A survey that waits for an answer, and one that was answered. */
  surveys: Record<"open" | "answered", string>;
  /** A signal that was sent to open cases. */
  signal: string;
  /** A record of a register, and what an application should have written and did not. */
  kept: Kept;
  asked: Asked;
  parties: Parties;
  exchanged: Exchanged;
  doubled: Doubled;
  /** A draft of a service, open in the Studio. */
  studio: string;
  /** An hour at the counter, of the citizen. */
  ticket: string;
  /** At a counter: before the person agreed, after, and handed in. */
  visits: Record<"open" | "confirmed" | "handedIn", string>;
  /** What the wallet of the demo knows the payment by. */
  reference: string;
  afterwards: Afterwards;
}

/** Sends a form as a browser would, without drawing a page for it. Says where it leads. */
export async function send(page: Page, path: string, fields: Fields = {}): Promise<string> {
  const answer = await page.request.post(path, {
    multipart: fields,
    headers: { origin: new URL(page.url()).origin },
    maxRedirects: 0,
  });
  if (answer.status() !== 303) throw new Error(`POST ${path} said ${answer.status()}: ${await answer.text()}`);
  return answer.headers().location ?? "";
}

/** The first thing on the page that looks like this. */
export async function find(page: Page, path: string, like: RegExp): Promise<string> {
  const text = await (await page.request.get(path)).text();
  const found = like.exec(text);
  if (!found) throw new Error(`${path} has nothing like ${like}`);
  return found[1] ?? found[0];
}

/** An application with every page filled in, not handed in yet. */
async function draft(page: Page, floorArea: string, cooks: boolean, rented = false): Promise<string> {
  const first = await send(page, "/ajukan/izin-usaha-mikro");
  const at = first.slice(0, first.lastIndexOf("/"));
  await fillDraft(page, at, floorArea, cooks, rented);
  return at;
}

/** Fills in every page of a draft that is there. */
async function fillDraft(page: Page, at: string, floorArea: string, cooks: boolean, rented = false): Promise<void> {
  await send(page, `${at}/pemohon`, { phone: "081234567890" });
  await send(page, `${at}/usaha`, { workers: "2" });
  const photo = { name: "lapak.jpg", mimeType: "image/jpeg", buffer: await phonePhoto() };
  await send(page, `${at}/tempat`, {
    floorArea,
    ownership: rented ? "rent" : "market",
    hazardous: "no",
    photo,
  });
  if (rented) await send(page, `${at}/pemilik`, { ownerNik: nikOf("joko"), ownerName: "Joko Prasetyo" });
  await send(page, `${at}/pangan`, { cooksOnSite: cooks ? "yes" : "no", ...(cooks && { water: "refill" }) });
  await send(page, `${at}/produk`, { "products.0.name": "Nasi rames", "products.0.monthly": "4.500.000" });
}

export async function handIn(page: Page, floorArea: string, cooks: boolean): Promise<string> {
  const at = await draft(page, floorArea, cooks);
  return (await send(page, `${at}/periksa`, { declaration: "yes" })).split("?")[0]!;
}

/** An officer does one thing with a case. */
export async function work(officer: Page, path: string, fields: Fields): Promise<void> {
  const desk = deskOf(path);
  const task = await find(officer, desk, /name="task" value="([0-9a-f-]{36})"/);
  await send(officer, desk, { task, ...fields });
}

export const deskOf = (path: string): string => path.replace("/permohonan/", "/petugas/kasus/");

async function billOf(owner: Page, path: string): Promise<string> {
  return find(owner, path, /"(\/tagihan\/[0-9a-f-]{36})"/);
}

/** Begins to pay; gives what the wallet knows the payment by. */
async function beginToPay(owner: Page, bill: string): Promise<string> {
  const pay = await send(owner, bill.replace("/tagihan/", "/bayar/"));
  return find(owner, pay, /\/demo\/qris\/([^"]+)"/);
}

export async function issued(owner: Page): Promise<{ path: string; bill: string; page: string; code: string }> {
  const path = await handIn(owner, "12", false);
  const bill = await billOf(owner, path);
  await send(owner, `/demo/qris/${await beginToPay(owner, bill)}`, { how: "pay" });
  for (let tries = 0; ; tries += 1) {
    const page = await find(owner, path, /"(\/dokumen\/[0-9a-f-]{36})"/).catch((error) => {
      if (tries > 40) throw error;
    });
    if (page) return { path, bill, page, code: await find(owner, page, /"\/c\/([^"]+)"/) };
    await owner.waitForTimeout(250);
  }
}

/** Books the first free hour, as the page offers it. */
async function bookHour(page: Page): Promise<string> {
  const path = "/janji/baru/mpp/izin-usaha";
  const day = await find(page, path, /name="day" value="([0-9-]{10})"/);
  const hour = await find(page, path, /<input class="govuk-radios__input"[^>]*value="([0-9:]{5})"(?![^>]*disabled)/);
  return (await send(page, path, { do: "book", day, slot: hour })).split("?")[0]!;
}

/** Says the same of all nine elements, once the house has asked. */
async function survey(page: Page, path: string, score?: string): Promise<string> {
  const at = path.replace("/permohonan/", "/survei/");
  for (let tries = 0; (await page.request.get(at)).status() !== 200; tries += 1) {
    if (tries > 40) throw new Error(`nobody asked at ${at}`);
    await page.waitForTimeout(250);
  }
  if (!score) return at;
  const names = (await (await page.request.get(at)).text()).matchAll(/type="radio"[^>]*|name="([a-z]+)" type="radio"/g);
  const asked = new Set([...names].flatMap(([tag]) => /name="([a-z]+)"/.exec(tag)?.[1] ?? []));
  await send(page, at, Object.fromEntries([...asked].map((name) => [name, score])));
  return at;
}

/** The officer of the counter helps somebody, as far as that: to the yes, or to the hand-in. */
async function helped(house: House, key: string, far: "open" | "confirmed" | "handed in"): Promise<string> {
  const desk = await house.sit("front-desk");
  const path = "/petugas/dampingi";
  const service = "izin-usaha-mikro";
  const found = await desk.request.post(path, {
    form: { nik: nikOf(key), service },
    headers: { origin: new URL(desk.url()).origin },
  });
  const person = /name="person" value="([0-9a-f-]{36})"/.exec(await found.text())![1]!;
  const visit = (await send(desk, path, { person, service })).split("?")[0]!;
  if (far === "open") return visit;
  const paper = { name: "surat.jpg", mimeType: "image/jpeg", buffer: await phonePhoto() };
  await send(desk, visit, { do: "paper", paper });
  if (far === "confirmed") return visit;
  const first = await send(desk, visit, { do: "begin" });
  const at = first.slice(0, first.lastIndexOf("/"));
  await fillDraft(desk, at, "60", true);
  await send(desk, `${at}/periksa`, { declaration: "yes" });
  return visit;
}

/** The second factor again, where the house asks for it: worth five minutes. */
export async function stepUp(house: House, page: Page, key: string): Promise<void> {
  await page.goto("/masuk/lagi?lanjut=/keluar");
  await house.stepUp(page, key);
}

export const nikOf = (key: string): string => {
  const folder = fileURLToPath(new URL("../../government/example", import.meta.url));
  return demoPeople(readGovernment(folder).government).get(key)!.nik;
};

/** A duty that waits for the second person, and one that was agreed to: the population register gets its keeper. */
async function appoint(house: House): Promise<void> {
  const administrator = await house.sit("administrator");
  await stepUp(house, administrator, "administrator");
  const appointed = (key: string, office: string, role: string) =>
    send(administrator, "/admin/petugas", { appoint: "yes", nik: nikOf(key), office, roles: role });
  await appointed("hendra", "disdukcapil/loket", "administrator");
  const approver = await house.sit("approver");
  await stepUp(house, approver, "approver");
  const approve = await find(approver, "/admin/petugas", /name="approve" value="([0-9a-f-]{36})"/);
  await send(approver, "/admin/petugas", { approve });
  await appointed("wulan", "dpmptsp/loket", "head");
  const keeper = await house.sit("fire", { fresh: true });
  const now = await find(keeper, "/akun/bertindak", /name="choice" value="(officer:[0-9a-f-]{36})"/);
  await send(keeper, "/akun/bertindak", { choice: now });
  await stepUp(house, keeper, "fire");
}

/** Brings one application to every point where a page looks different, and whatever else a page waits for. */
export async function prepare(house: House): Promise<States> {
  const owner = await house.sit("owner");
  await stepUp(house, owner, "owner");
  const unpaid = await handIn(owner, "12", false);
  const scanning = await handIn(owner, "12", false);
  const [waiting, returned, refused, corrected, atHead] = [
    await handIn(owner, "55", true),
    await handIn(owner, "60", true),
    await handIn(owner, "120", true),
    await handIn(owner, "60", true),
    await handIn(owner, "80", true),
  ];
  const reviewer = await house.sit("reviewer");
  await work(reviewer, returned, { do: "return", note: "Mohon ukur lagi.", field: "floorArea" });
  await work(reviewer, corrected, { do: "return", note: "Mohon ukur lagi.", field: "floorArea" });
  await send(owner, `${corrected}/perbaiki`, { floorArea: "55" });
  await work(reviewer, corrected, { do: "ask-opinions" });
  const health = await house.sit("health");
  await work(health, corrected, { do: "agree", note: "Dapur bersih." });
  await work(reviewer, refused, { do: "forward" });
  await work(reviewer, atHead, { do: "forward" });

  const open = { bill: await billOf(owner, unpaid), scanned: await billOf(owner, scanning) };
  const reference = await beginToPay(owner, open.scanned);
  await send(owner, `/demo/qris/${reference}`, { how: "wrong" });
  const valid = await issued(owner);
  const revoked = await issued(owner);
  await send(owner, "/akun/mandat", { grant: "yes", nik: nikOf("joko"), role: "staff", scopes: "apply" });
  await addPasskey(owner);

  const ticket = await bookHour(await house.sit("citizen"));

  const head = await house.sit("head", { fresh: true });
  await stepUp(house, head, "head");
  await work(head, refused, { do: "refuse", reason: "keselamatan", note: "Dapur tanpa ventilasi." });
  await send(head, revoked.page, { reason: "Usaha sudah pindah ke kabupaten lain." });
  const surveys = { open: await survey(owner, valid.path), answered: await survey(owner, revoked.path, "3") };
  await send(head, "/petugas/kepuasan", {
    do: "plan",
    service: "izin-usaha-mikro",
    period: await find(head, "/petugas/kepuasan", /name="period" value="([^"]+)"/),
    element: "time",
    plan: "Menambah satu peninjau",
    planEn: "One more reviewer",
    due: "2026-12-31",
  });
  const afterwards = await prepareAfterwards(house, owner, head, { refused, waiting });
  await stepUp(house, await house.sit("finance", { fresh: true }), "finance");
  await appoint(house);
  const whole = await draft(owner, "60", true);
  const spoilt = await draft(owner, "60", true);
  await send(owner, `${whole}/kode`, { do: "make" });
  const signing = await draft(owner, "12", false, true);
  await send(owner, `${signing}/periksa`, { declaration: "yes" });
  const citizen = await house.sit("citizen");
  await anotherVersion(house);
  await measuredIn(house);
  // Each process looks for new versions once a second.
  await owner.waitForTimeout(1500);
  const newest = (await send(owner, "/ajukan/izin-usaha-mikro")).replace("/pemohon", "");
  // The first ones to be looked at meet pages that ask for a code given within five minutes.
  const seats = [
    ["owner", owner],
    ["head", head],
    ["secretary", await house.sit("secretary")],
  ] as const;
  await Promise.all(seats.map(([key, page]) => stepUp(house, page, key)));
  return {
    cosign: await find(citizen, "/saya", /"(\/tanda-tangan\/[0-9a-f-]{36})"/),
    code: await find(owner, `${whole}/kode`, /<li>([A-Z0-9]{4}-[A-Z0-9]{4})</),
    proof: await send(owner, `${newest}/pemohon`, { phone: "081234567890" }),
    drafts: { whole, spoilt, signing },
    cases: {
      issued: valid.path,
      revoked: revoked.path,
      unpaid,
      scanning,
      returned,
      refused,
      corrected,
      atHead,
      waiting,
    },
    bills: { paid: valid.bill, open: open.bill, scanning: open.scanned },
    documents: { valid, revoked },
    surveys,
    signal: await signalled(house),
    kept: await keptIn(house, waiting),
    asked: await askedIn(house),
    parties: await partiesIn(house),
    doubled: await doubledIn(house),
    exchanged: await exchangedIn(house, async (key) => stepUp(house, await house.sit(key), key)),
    studio: await send(await house.sit("designer"), "/studio", { code: "izin-usaha-mikro" }),
    ticket,
    visits: {
      // The visit that is over comes first: of two that are open for one person, the house goes on with the older.
      handedIn: await helped(house, "narti", "handed in"),
      confirmed: await helped(house, "joko", "confirmed"),
      open: await helped(house, "narti", "open"),
    },
    reference,
    afterwards,
  };
}

/** A signal on its way to one case, which no worker carries. */
async function signalled(house: House): Promise<string> {
  const id = "019b0000-0000-7000-8000-000000000001";
  await asOwner(house, async (database) => {
    await database.query(
      `insert into cases.signal (id, name, service, agency, reason, sent_by, state, sent_at)
       values ($1, 'rencana', 'izin-usaha-mikro', 'dpmptsp', 'Rencana tata ruang ditetapkan.', 'Kepala', 'running', now())`,
      [id],
    );
    await database.query(
      `insert into cases.signal_case (signal, case_id, number)
       select $1, id, number from cases.case where agency = 'dpmptsp' order by id limit 1`,
      [id],
    );
  });
  return `/petugas/sinyal/${id}`;
}

/** The service goes on with another form while some are still being filled in. */
async function anotherVersion(house: House): Promise<void> {
  await asOwner(house, async (database) => {
    const { rows } = await database.query(
      "select definition from catalogue.service_version where code = 'izin-usaha-mikro' and version = 1",
    );
    const next = structuredClone(rows[0].definition);
    next.version = 2;
    next.form.pages[0].fields.find(({ id }: { id: string }) => id === "phone").verify = true;
    next.standard.cost.text = { id: "Rp 30.000", en: "Rp 30,000" };
    next.form.pages[1].fields = next.form.pages[1].fields.filter(({ id }: { id: string }) => id !== "workers");
    await database.query(
      `insert into catalogue.service_version (code, version, hash, definition, published_at, in_force_from, agency)
       values ('izin-usaha-mikro', 2, $1, $2, now(), now(), 'dpmptsp')`,
      ["2".repeat(64), JSON.stringify(next)],
    );
  });
}

/** Chromium's own authenticator, and a passkey in it. Asks for a second factor given a moment ago. */
async function addPasskey(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  const options = {
    protocol: "ctap2",
    transport: "internal",
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  } as const;
  await session.send("WebAuthn.addVirtualAuthenticator", { options });
  await page.goto("/akun");
  await follow(page.locator("[data-passkey] button:visible"));
}
