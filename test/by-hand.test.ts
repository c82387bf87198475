import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { Refusal } from "../kernel/index.ts";
import { askRight } from "../modules/rights/commands/ask.ts";
import { decide, liftRestriction } from "../modules/rights/commands/decide.ts";
import { requestById } from "../modules/rights/queries/requests.ts";
import { scene } from "./scene.ts";
import { actors } from "./stage.ts";
import { visitor } from "./visitor.ts";

/** So little risk that the rules alone grant it. */
const small = { floorArea: "12", cooks: false };

/** Narti has objected to being decided on by the system alone; the protection officer may hear her. */
async function objecting(t: TestContext) {
  const s = await scene(t);
  const [account] = await s.asOwner<{ id: string }>("select id from identity.account where person = $1", [
    s.id("narti"),
  ]);
  const narti = actors.citizen(s.id("narti"), { account: account!.id });
  const officer = actors.officer(s.id("larasati"), "diskominfo", "pelindungan-data", ["protection-officer"]);
  const { request } = await s.act(narti, askRight, { kind: "objection", told: "Saya ingin diperiksa manusia." });
  const answers = (verdict: "granted" | "refused") =>
    s.act(officer, decide, {
      request,
      verdict,
      answer: "Sudah kami pertimbangkan.",
      ...(verdict === "refused" && { ground: "law-enforcement" }),
    });
  return { ...s, narti, request, answers };
}
const hand = async (s: Awaited<ReturnType<typeof scene>>, id: string) =>
  (await s.look(id)).tasks.filter(({ step, closed_at }) => step === "_by-hand" && !closed_at);

test("what the rules alone would grant is looked at by an officer once an objection to that was granted, and not before", async (t) => {
  const s = await objecting(t);
  const before = await s.submitted(small);
  assert.equal((await s.look(before)).row.status, "approved", "nobody has heard her yet");
  await s.answers("granted");
  const id = await s.submitted(small);
  const { status, due_at, paused_at } = (await s.look(id)).row;
  assert.deepEqual([status, paused_at], ["in-progress", null], "the office's clock runs, and nothing is billed");
  assert.ok(due_at > s.clock.now());
  const [task] = await hand(s, id);
  assert.deepEqual(
    [task!.agency, task!.office, task!.role, task!.outcomes],
    ["dpmptsp", "perizinan", "reviewer", ["forward", "refuse"]],
  );
  const desk = await visitor(s, s.id("bayu"), s.reviewer.officer!.id);
  const shown = (await desk.get(`/petugas/kasus/${id}`)).body;
  for (const part of ["keberatan diputus oleh sistem", 'value="forward"', 'value="refuse"'])
    assert.ok(shown.includes(part), part);
  const own = (await (await visitor(s, s.id("narti"))).get(`/permohonan/${id}`)).body;
  assert.match(own, /aria-current="step"/, "the applicant sees where it is");
  assert.ok(!own.includes("_by-hand"), "no word of ours on the applicant's page");
  await s.does(s.reviewer, id, "forward");
  assert.equal((await s.look(id)).row.status, "approved", "let go, it goes the way of the rules");
  assert.deepEqual(await hand(s, id), []);
});

test("the officer may refuse what the rules would have granted, for a reason that the service knows", async (t) => {
  const s = await objecting(t);
  await s.answers("granted");
  const id = await s.submitted(small);
  await assert.rejects(s.does(s.reviewer, id, "refuse"), Refusal);
  await s.does(s.reviewer, id, "refuse", { reason: "keselamatan", note: "Lapak di tepi rel." });
  const { status, decided_at, closed_at } = (await s.look(id)).row;
  assert.equal(status, "refused");
  assert.ok(decided_at && closed_at);
});

test("where an officer looks anyway nothing is added", async (t) => {
  const s = await objecting(t);
  await s.answers("granted");
  const looked = await s.submitted({ floorArea: "60", cooks: true });
  assert.deepEqual(await hand(s, looked), [], "its process has an officer look anyway");
});

test("the person lets the system decide again; a refused objection changes nothing", async (t) => {
  const s = await objecting(t);
  await s.answers("granted");
  assert.equal((await s.ask(s.narti, requestById, { id: s.request })).holds, true);
  await s.act(s.narti, liftRestriction, { request: s.request });
  assert.equal((await s.ask(s.narti, requestById, { id: s.request })).holds, false);
  assert.equal((await s.look(await s.submitted(small))).row.status, "approved");
  const again = await objecting(t);
  await again.answers("refused");
  assert.equal((await again.look(await again.submitted(small))).row.status, "approved");
});
