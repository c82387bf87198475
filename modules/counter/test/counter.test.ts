import assert from "node:assert/strict";
import { test } from "node:test";
import { type Actor, Refusal } from "../../../kernel/index.ts";
import { scene } from "../../../test/scene.ts";
import { actors } from "../../../test/stage.ts";
import { confirmByCode, confirmByPaper, sendCode } from "../commands/confirm.ts";
import { beginFor, endVisit, object } from "../commands/help.ts";
import { openVisit } from "../commands/open-visit.ts";
import { myVisit, myVisits, paperOf, visitById } from "../queries/visits.ts";

type Scene = Awaited<ReturnType<typeof scene>>;
const service = "izin-usaha-mikro";
const refused = (key: string) => (error: unknown) =>
  error instanceof Refusal && (error.messageKey === key || error.code === key);
const paper = { store: "counter/x.jpg", name: "surat.jpg", type: "image/jpeg", bytes: 10, sha256: "0".repeat(64) };
const minute = 60_000;

async function desk(t: Parameters<typeof scene>[0]) {
  const s = await scene(t);
  const wulan = await s.officer("dpmptsp", "loket", "front-desk");
  const open = async (who: Actor = wulan) => (await s.act(who, openVisit, { person: s.id("narti"), service })).visit;
  /** The six figures as Narti reads them in her inbox. */
  const figures = async () =>
    /\d{6}/.exec(
      (
        await s.asOwner<{ title: { id: string } }>(
          "select title from messages.message where kind = 'counter-code' and person = $1 order by id desc limit 1",
          [s.id("narti")],
        )
      )[0]!.title.id,
    )![0];
  const agreed = async () => {
    const visit = await open();
    await s.act(wulan, sendCode, { visit });
    assert.deepEqual(await s.act(wulan, confirmByCode, { visit, code: await figures() }), {
      confirmed: true,
      fault: null,
    });
    return visit;
  };
  return { s, wulan, open, figures, agreed };
}
const kinds = async (s: Scene) =>
  (
    await s.asOwner<{ kind: string }>("select kind from messages.message where person = $1 order by id", [
      s.id("narti"),
    ])
  ).map(({ kind }) => kind);

test("nothing can be done for a person before they agreed: not begun, not looked into, not handed in", async (t) => {
  const { s, wulan, open } = await desk(t);
  const visit = await open();
  await assert.rejects(s.act(wulan, beginFor, { visit }), refused("counter.refusal.not-confirmed"));
  const shown = await s.ask(wulan, visitById, { id: visit });
  assert.deepEqual([shown.state, shown.businesses, shown.case], ["opened", [], null]);
  await s.act(wulan, sendCode, { visit });
  await assert.rejects(s.act(wulan, beginFor, { visit }), refused("counter.refusal.not-confirmed"), "asking is no yes");
  assert.equal((await s.count("cases.draft"))[0], 0);
});

test("the code is the person's: in their inbox, in no answer to the officer, good for its minutes and five tries, and for this officer only", async (t) => {
  const { s, wulan, open, figures } = await desk(t);
  const visit = await open();
  const colleague = actors.officer(s.world.newId(), "dpmptsp", "loket", ["front-desk"]);
  await assert.rejects(s.act(colleague, sendCode, { visit }), refused("not-found"));
  assert.equal(await s.act(wulan, sendCode, { visit }), null);
  const code = await figures();
  const wrong = code === "000000" ? "000001" : "000000";
  await assert.rejects(s.act(colleague, confirmByCode, { visit, code }), refused("not-found"));
  assert.deepEqual(await s.act(wulan, confirmByCode, { visit, code: "" }), {
    confirmed: false,
    fault: "counter.fault.code",
  });
  for (let i = 0; i < 4; i += 1) await s.act(wulan, confirmByCode, { visit, code: wrong });
  assert.equal(
    (await s.act(wulan, confirmByCode, { visit, code })).fault,
    "counter.fault.code-over",
    "five tries are over",
  );
  await s.act(wulan, sendCode, { visit });
  assert.equal(
    (await s.act(wulan, confirmByCode, { visit, code })).confirmed,
    code === (await figures()),
    "the old one is over",
  );
  const late = await open();
  await s.act(wulan, sendCode, { visit: late });
  const right = await figures();
  s.clock.forward(16 * minute);
  assert.equal((await s.act(wulan, confirmByCode, { visit: late, code: right })).fault, "counter.fault.code-over");
});

test("with the person's code the officer fills in and hands in; every line says who helped, and the person is told at each step", async (t) => {
  const { s, wulan, agreed } = await desk(t);
  const visit = await agreed();
  const { draft } = await s.act(wulan, beginFor, { visit });
  await assert.rejects(s.act(wulan, beginFor, { visit }), refused("counter.refusal.begun"));
  const colleague = actors.officer(s.world.newId(), "dpmptsp", "loket", ["front-desk"]);
  await assert.rejects(s.fillIn(draft, {}, colleague), refused("not-found"), "the yes was to one officer");
  await s.fillIn(draft, {}, wulan);
  const { number } = await s.handIn(draft, wulan);
  const { row, acts } = await s.look(draft);
  assert.deepEqual([row.person, row.hat, row.business], [s.id("narti"), "citizen", s.business.id]);
  assert.deepEqual(
    acts.slice(0, 2).map(({ kind, hat, office, officer }) => [kind, hat, office, officer]),
    [
      ["assisted", "officer", "loket", wulan.name],
      ["submitted", "officer", "loket", wulan.name],
    ],
  );
  assert.equal((await s.ask(wulan, visitById, { id: visit })).case?.number, number);
  assert.deepEqual(
    (await kinds(s)).filter((kind) => kind.startsWith("counter")),
    ["counter-code", "counter-confirmed", "counter-begun"],
  );
  const traces = await s.asOwner<{ name: string }>(
    "select distinct name from kernel.journal where hat = 'officer' and $1 = any(about) order by name",
    [s.id("narti")],
  );
  for (const name of ["counter.open-visit", "counter.begin", "cases.save-page", "cases.submit-application"])
    assert.ok(
      traces.some((one) => one.name === name),
      name,
    );
  const seen = await s.ask(s.owner, myVisit, { id: visit });
  assert.ok(!("officer_name" in seen), "the officer's own name is for officers");
});

test("who has no account signs a paper, which they and auditors can look at; who has one may choose it too", async (t) => {
  const { s, wulan } = await desk(t);
  const [child] = await s.asOwner<{ id: string }>(
    "select p.id from registry.person p where not exists (select from identity.account a where a.person = p.id) and p.died_on is null limit 1",
  );
  const { visit } = await s.act(wulan, openVisit, { person: child!.id, service });
  await assert.rejects(s.act(wulan, sendCode, { visit }), refused("counter.refusal.no-account"));
  await s.act(wulan, confirmByPaper, { visit, paper });
  await assert.rejects(s.act(wulan, confirmByPaper, { visit, paper }), refused("counter.refusal.confirmed"));
  assert.deepEqual(await s.ask(actors.citizen(child!.id), paperOf, { visit }), paper);
  const auditor = actors.officer(s.world.newId(), "inspektorat", "pengawasan", ["auditor"]);
  assert.deepEqual(await s.ask(auditor, paperOf, { visit }), paper);
  for (const who of [s.joko, actors.officer(s.world.newId(), "dinsos", "bantuan", ["front-desk"])])
    await assert.rejects(s.ask(who, paperOf, { visit }), refused("not-found"));
});

test("the person ends the help from anywhere, and at once the officer is out", async (t) => {
  const { s, wulan, agreed } = await desk(t);
  const visit = await agreed();
  const { draft } = await s.act(wulan, beginFor, { visit });
  await assert.rejects(s.act(s.joko, endVisit, { visit }), refused("not-found"));
  await s.act(s.owner, endVisit, { visit });
  await assert.rejects(s.fillIn(draft, {}, wulan), refused("not-found"));
  await assert.rejects(s.act(wulan, endVisit, { visit }), refused("counter.refusal.over"));
  await s.fillIn(draft, {}, s.owner);
});

test("an objection ends the help, drops what was not handed in, and stands in the case that was; once, by the person, in time", async (t) => {
  const { s, wulan, agreed } = await desk(t);
  const first = await agreed();
  const { draft } = await s.act(wulan, beginFor, { visit: first });
  const reason = "Saya tidak pernah ke loket";
  for (const who of [s.joko, wulan])
    await assert.rejects(s.act(who, object, { visit: first, reason }), /not-(found|allowed)/);
  await assert.rejects(s.act(s.owner, object, { visit: first, reason: "x" }), refused("invalid"));
  await s.act(s.owner, object, { visit: first, reason });
  await assert.rejects(s.act(s.owner, object, { visit: first, reason }), refused("counter.refusal.objected"));
  assert.deepEqual(await s.asOwner("select state from cases.draft where id = $1", [draft]), [{ state: "dropped" }]);
  await assert.rejects(s.act(wulan, sendCode, { visit: first }), refused("counter.refusal.objected"));

  const second = await agreed();
  const begun = await s.act(wulan, beginFor, { visit: second });
  await s.fillIn(begun.draft, {}, wulan);
  await s.handIn(begun.draft, wulan);
  await s.act(s.owner, object, { visit: second, reason });
  const { acts } = await s.look(begun.draft);
  const line = acts.find(({ kind }) => kind === "objected");
  assert.deepEqual([line?.hat, line?.audience, line?.body.message], ["citizen", "all", reason]);

  const third = await agreed();
  s.clock.forward(31 * 24 * 60 * minute);
  await assert.rejects(s.act(s.owner, object, { visit: third, reason }), refused("counter.refusal.too-late"));
  assert.equal((await s.ask(s.owner, myVisits, {})).length, 3);
});

test("nobody helps themselves, their household or their business; and only a front desk helps at all", async (t) => {
  const { s, open } = await desk(t);
  const own = actors.officer(s.world.newId(), "dpmptsp", "loket", ["front-desk"], { person: s.id("narti") });
  const husband = actors.officer(s.world.newId(), "dpmptsp", "loket", ["front-desk"], { person: s.id("sugeng") });
  for (const who of [own, husband]) await assert.rejects(open(who), refused("counter.refusal.own"));
  for (const who of [s.reviewer, s.owner, { ...own, assurance: 1 as const }]) await assert.rejects(open(who), Refusal);
});
