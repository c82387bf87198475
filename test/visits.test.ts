import assert from "node:assert/strict";
import { test } from "node:test";
import type { Refusal } from "../kernel/index.ts";
import { book } from "../modules/appointments/commands/book.ts";
import { beginDraft } from "../modules/cases/commands/begin-draft.ts";
import { savePage } from "../modules/cases/commands/save-page.ts";
import { submitApplication } from "../modules/cases/commands/submit-application.ts";
import { withdrawApplication } from "../modules/cases/commands/withdraw-application.ts";
import { visitor } from "../modules/cases/test/visitor.ts";
import { publishService } from "../modules/catalogue/index.ts";
import { scene } from "./scene.ts";
import { readAs, smallest } from "./small-services.ts";
import { actors } from "./stage.ts";

/** A service that needs a visit: at the advice desk, where a slot has one place that can be booked. */
async function advised(t: Parameters<typeof scene>[0]) {
  const s = await scene(t);
  const files = smallest(s.world.government.folder);
  const field = "- { id: visit, type: appointment, label: { id: Kapan, en: When }, errand: konsultasi }";
  const definition = readAs(s.world, {
    ...files,
    "form.yaml": files["form.yaml"]!.replace("    fields:\n", `    fields:\n      ${field}\n`),
    "process.yaml": files["process.yaml"]!.replace(
      "start: approve\nsteps:\n",
      `start: look
steps:
  look:
    task:
      title: { id: Lihat, en: Look }
      role: reviewer
      agency: disdukcapil
      office: loket
      outcomes: { forward: approve }
`,
    ).replace("steps: []", "steps: [look]"),
  });
  await s.act(actors.system("catalogue"), publishService, { definition });
  return { ...s, service: definition.code };
}
type Advised = Awaited<ReturnType<typeof advised>>;

async function filledIn(s: Advised, who: Advised["joko"], visit: string) {
  const { draft, firstPage } = await s.act(who, beginDraft, { service: s.service });
  const posted = { visit, words: "menjahit" };
  return { draft, page: firstPage, ...(await s.act(who, savePage, { draft, page: firstPage, posted })) };
}
const handIn = (s: Advised, who: Advised["joko"], draft: string) =>
  s.act(who, submitApplication, { draft, declaration: true });
const tickets = (s: Advised) =>
  s.asOwner<{ id: string; person: string; slot: string; state: string; about: string | null }>(
    "select id, person, slot, state, about from appointments.ticket order by id",
  );
/** The day after tomorrow is a working day in the scene. */
const dayAfter = (s: Advised) => s.world.calendar.deadline(s.clock.now(), 2).toISOString().slice(0, 10);

test("an hour is chosen in the form, kept from the hand-in on, and free again when the application is withdrawn", async (t) => {
  const s = await advised(t);
  const hour = `mpp/konsultasi/${dayAfter(s)}/09:00`;
  const { draft, page, faults } = await filledIn(s, s.joko, hour);
  assert.deepEqual(faults, []);
  assert.deepEqual(await tickets(s), [], "nothing is kept for a form that may never be finished");
  const shown = await (await visitor(s, s.id("joko"))).get(`/ajukan/${draft}/${page}`);
  assert.match(shown.body, new RegExp(`<option value="${hour}" selected`));
  assert.match(shown.body, /Mal Pelayanan Publik Tirtasari/);
  await handIn(s, s.joko, draft);
  const [ticket] = await tickets(s);
  assert.deepEqual(ticket, { ...ticket, person: s.id("joko"), slot: "09:00", state: "booked", about: draft });
  await s.act(s.joko, withdrawApplication, { case: draft });
  await s.work();
  assert.equal((await tickets(s))[0]!.state, "cancelled");
});

test("of two who chose the last place of an hour the later one chooses again, and loses nothing", async (t) => {
  const s = await advised(t);
  const hour = `mpp/konsultasi/${dayAfter(s)}/09:00`;
  const narti = actors.citizen(s.id("narti"));
  const first = await filledIn(s, s.joko, hour);
  const second = await filledIn(s, narti, hour);
  assert.deepEqual([first.faults, second.faults], [[], []]);
  const both = await Promise.allSettled([handIn(s, s.joko, first.draft), handIn(s, narti, second.draft)]);
  const lost = both.find(({ status }) => status === "rejected") as PromiseRejectedResult;
  assert.deepEqual((lost.reason as Refusal).faults, [
    { path: `${first.page}/visit`, messageKey: "forms.fault.slot-gone" },
  ]);
  assert.equal(both.filter(({ status }) => status === "fulfilled").length, 1);
  assert.equal((await tickets(s)).length, 1);
  const [late, draft] = both[0]!.status === "rejected" ? [s.joko, first.draft] : [narti, second.draft];
  const another = { visit: `mpp/konsultasi/${dayAfter(s)}/09:30`, words: "menjahit" };
  assert.deepEqual((await s.act(late, savePage, { draft, page: first.page, posted: another })).faults, []);
  await handIn(s, late, draft);
  assert.deepEqual((await tickets(s)).map(({ slot }) => slot).sort(), ["09:00", "09:30"]);
});

test("an hour that no office has is not taken, whatever is posted", async (t) => {
  const s = await advised(t);
  const day = dayAfter(s);
  for (const visit of [
    `mpp/konsultasi/${day}/03:00`,
    `mpp/izin-usaha/../${day}/09:00`,
    `mpp/konsultasi/2031-01-06/09:00`,
    `mpp/konsultasi/2026-02-31/09:00`,
    "nowhere",
  ]) {
    const { faults } = await filledIn(s, s.joko, visit);
    assert.deepEqual(faults, [{ path: "visit", messageKey: "forms.fault.slot" }], visit);
  }
});

test("who has a number for it already moves that one", async (t) => {
  const s = await advised(t);
  const day = dayAfter(s);
  await s.act(s.joko, book, { place: "mpp", errand: "konsultasi", day, slot: "10:00" });
  const { draft } = await filledIn(s, s.joko, `mpp/konsultasi/${day}/09:00`);
  await handIn(s, s.joko, draft);
  assert.deepEqual(
    (await tickets(s)).map(({ slot, about }) => [slot, about]),
    [["09:00", draft]],
  );
});

test("a service that asks for a visit which no office offers is refused where it is written", async (t) => {
  const s = await scene(t);
  const files = smallest(s.world.government.folder);
  const field = "- { id: visit, type: appointment, label: { id: Kapan, en: When }, errand: salon }";
  assert.throws(
    () =>
      readAs(s.world, {
        ...files,
        "form.yaml": files["form.yaml"]!.replace("    fields:\n", `    fields:\n      ${field}\n`),
      }),
    /form\.yaml:\d+.*salon, which no office sees people for/s,
  );
});
