import type { Page } from "playwright-core";
import type { House } from "./house.ts";
import { deskOf, find, handIn, issued, type States, send, stepUp, work } from "./states.ts";
import { after, refused, type Stop } from "./stops.ts";

/** Where the pages are that need a decision, an objection, a hearing or a permit to have come first. */
export interface Afterwards {
  permits: Record<"active" | "suspended", string>;
  /** Cases of the owner: refused and objected to, and one whose objection was dismissed. */
  cases: Record<"objected" | "dismissed", string>;
  objections: Record<"open" | "dismissed", string>;
}

const grounds = "Dapur sudah punya ventilasi sejak awal bulan ini.";

/** Waits for what the worker does a moment later. */
async function soon(page: Page, path: string, like: RegExp): Promise<string> {
  for (let tries = 0; ; tries += 1)
    try {
      return await find(page, path, like);
    } catch (error) {
      if (tries > 60) throw error;
      await page.waitForTimeout(250);
    }
}

async function objectedTo(owner: Page, path: string): Promise<void> {
  await soon(owner, `${path}/keberatan`, /name="grounds"/);
  await send(owner, `${path}/keberatan`, { do: "object", grounds });
}
/** Brings refusals, objections, a hearing and permits about. `head` has given the code a moment ago. */
export async function prepareAfterwards(
  house: House,
  owner: Page,
  head: Page,
  { refused: refusal, waiting }: { refused: string; waiting: string },
): Promise<Afterwards> {
  const reviewer = await house.sit("reviewer");
  const second = await handIn(owner, "120", true);
  await work(reviewer, second, { do: "forward" });
  await work(head, second, { do: "refuse", reason: "keselamatan", note: "Dapur tanpa ventilasi." });
  await objectedTo(owner, refusal);
  await objectedTo(owner, second);
  const at = new Date(Date.now() + 14 * 86_400_000);
  while ([0, 6].includes(at.getUTCDay()) || /-12-2[45]|-01-01/.test(at.toISOString()))
    at.setUTCDate(at.getUTCDate() + 1);
  await send(reviewer, `${deskOf(waiting)}/lanjutan`, {
    do: "invite",
    date: at.toISOString().slice(0, 10),
    time: "09:30",
    place: "Ruang rapat DPMPTSP, Mal Pelayanan Publik",
    matter: "Luas tempat usaha dan ventilasi dapur",
  });

  const secretary = await house.sit("secretary", { fresh: true });
  await stepUp(house, secretary, "secretary");
  const objections = await (await secretary.request.get("/petugas/tenggat")).text();
  const [open, dismissed] = [
    ...new Set([...objections.matchAll(/\/petugas\/keberatan\/[0-9a-f-]{36}/g)].map(([one]) => one)),
  ];
  await send(secretary, dismissed!, {
    verdict: "dismissed",
    answer: "Ventilasi dapur terlalu kecil.",
  });

  await issued(owner);
  const suspended = await newest(owner);
  await send(head, suspended.replace("/izin/", "/petugas/izin/"), {
    do: "suspend",
    reason: "pemeriksaan",
    days: "30",
    message: "Tabung gas sedang diperiksa.",
  });
  await issued(owner);
  const active = await newest(owner);
  return {
    permits: { active, suspended },
    cases: { objected: refusal, dismissed: second },
    objections: { open: open!, dismissed: dismissed! },
  };
}

/** The permit that was issued last. */
const newest = (owner: Page): Promise<string> => find(owner, "/izin", /"(\/izin\/[0-9a-f-]{36})"/);

/** For each seat what it looks at of all that. */
export function stopsAfterwards({ afterwards, cases }: States): Record<string, Stop[]> {
  const { permits, objections, cases: ended } = afterwards;
  const desk = (path: string) => path.replace("/izin/", "/petugas/izin/");
  const entry = (path: string) => path.replace("/izin/", "/daftar-izin/");
  const later = (path: string) => `${deskOf(path)}/lanjutan`;
  return {
    nobody: [
      "/daftar-izin",
      "/daftar-izin?q=warung",
      "/daftar-izin?q=zzzz",
      entry(permits.active),
      entry(permits.suspended),
    ],
    citizen: [
      "/izin",
      "/izin/alih",
      refused("/izin/alih"),
      refused("/izin/alih", { fields: { code: "AAAA-BBBB-CCCC" } }),
    ],
    owner: [
      "/izin",
      permits.active,
      permits.suspended,
      `${permits.active}/perpanjang`,
      refused(`${permits.active}/perpanjang`),
      `${permits.active}/ubah`,
      "/izin/alih",
      after(permits.active, { button: "button[name=offer]" }),
      `${ended.objected}/keberatan`,
      `${ended.dismissed}/keberatan`,
      refused(`${ended.dismissed}/keberatan`, { fields: { grounds: "tidak" }, button: "button[value=appeal]" }),
      `${cases.waiting}/keberatan`,
    ],
    reviewer: [
      "/petugas/tenggat",
      "/petugas/izin",
      "/petugas/izin?keadaan=suspended",
      desk(permits.active),
      later(cases.waiting),
      refused(later(cases.waiting), { button: "button[value=invite]" }),
      objections.open,
    ],
    head: [
      "/petugas/tenggat",
      desk(permits.active),
      desk(permits.suspended),
      refused(desk(permits.active), { button: "button[value=suspend]" }),
      later(ended.dismissed),
      refused(later(ended.dismissed), { button: "button[value=reopen]" }),
    ],
    secretary: ["/petugas/tenggat", objections.open, refused(objections.open), objections.dismissed],
    auditor: [later(ended.objected), objections.dismissed],
  };
}
