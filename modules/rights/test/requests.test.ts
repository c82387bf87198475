import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal } from "../../../kernel/index.ts";
import { actors } from "../../../test/stage.ts";
import { issueToken } from "../../identity/index.ts";
import { personById } from "../../registry/index.ts";
import { withdrawRequest } from "../commands/ask.ts";
import { decide, liftRestriction } from "../commands/decide.ts";
import { myCopy } from "../queries/copy.ts";
import { myRequests, requestById, requestDesk } from "../queries/requests.ts";
import { house } from "./house.ts";

const code = (wanted: string) => (error: unknown) => error instanceof Refusal && error.code === wanted;

test("a request has a number, a clock of three times twenty-four hours, and words that only two people can open", async (t) => {
  const s = await house(t);
  const id = await s.asks("access");
  const seen = await s.ask(s.narti, requestById, { id });
  assert.match(seen.number, /^HD-2026-\d{6}$/);
  assert.equal(seen.due_at.getTime() - seen.opened_at.getTime(), 72 * 3_600_000);
  assert.equal(seen.told, "Tolong urus data saya ini.");
  assert.equal((await s.ask(s.officer, requestById, { id })).told, seen.told);
  const [row] = await s.asOwner<{ told: Buffer }>("select told from rights.request");
  assert.ok(!row!.told.includes("Tolong"));
  assert.deepEqual(
    (await s.ask(s.officer, requestDesk, {})).map((line) => line.id),
    [id],
  );
  for (const who of [s.joko, s.reviewer, actors.officer(s.id("larasati"), "dinsos", "x", ["protection-officer"])])
    await assert.rejects(s.ask(who, requestById, { id }), Refusal);
  await assert.rejects(s.asks("access"), code("conflict"));
});

test("an answer has reasons; a refusal cites a law that the file knows; the person is told, and nobody answers themselves", async (t) => {
  const s = await house(t);
  const request = await s.asks("correction");
  const no = { request, verdict: "refused", answer: "Data sudah sesuai akta." } as const;
  await assert.rejects(s.act(s.officer, decide, no), code("invalid"));
  await assert.rejects(s.act(s.officer, decide, { ...no, ground: "because" }), code("invalid"));
  await assert.rejects(s.act(s.reviewer, decide, { ...no, ground: "already-right" }), code("not-found"));
  await s.act(s.officer, decide, { ...no, ground: "already-right" });
  const seen = await s.ask(s.narti, requestById, { id: request });
  assert.deepEqual([seen.state, seen.ground, seen.answer], ["refused", "already-right", no.answer]);
  const [message] = await s.asOwner<{ person: string; link: string }>(
    "select person, link from messages.message where kind = 'rights-answered'",
  );
  assert.deepEqual(message, { person: s.id("narti"), link: `/saya/hak-data/${request}` });
  await assert.rejects(s.act(s.officer, decide, { ...no, ground: "already-right" }), code("conflict"));
  await assert.rejects(s.act(s.narti, withdrawRequest, { request }), code("conflict"));
  const own = await s.asks("access", actors.citizen(s.id("larasati")));
  await assert.rejects(s.grants(own), code("not-found"));
  await s.act(actors.citizen(s.id("larasati")), withdrawRequest, { request: own });
  assert.equal((await s.ask(s.narti, myRequests, {})).rows.length, 1);
});

test("a restricted person is opened by no officer but for what a law orders, and by everybody again when it is lifted", async (t) => {
  const s = await house(t);
  const desk = actors.officer(s.id("wulan"), "dpmptsp", "loket", ["front-desk"]);
  const keeper = actors.officer(s.id("dimas"), "disdukcapil", "loket", ["administrator"], { assurance: 3 });
  const narti = { id: s.id("narti"), reason: "letter" as const };
  await s.ask(desk, personById, narti);
  const request = await s.asks("restriction");
  await s.ask(desk, personById, narti);
  await s.grants(request);
  const before = await s.count("kernel.journal");
  await assert.rejects(
    s.ask(desk, personById, narti),
    (error) => (error as Refusal).messageKey === "rights.refusal.restricted",
  );
  assert.deepEqual(await s.count("kernel.journal"), before, "what was not shown leaves no read");
  await s.ask(desk, personById, { id: s.id("joko"), reason: "letter" });
  assert.equal((await s.ask(keeper, personById, narti)).id, narti.id);
  assert.equal((await s.ask(s.narti, personById, narti)).id, narti.id);
  assert.equal((await s.ask(s.officer, requestById, { id: request })).holds, true);
  await s.act(s.narti, liftRestriction, { request });
  await s.ask(desk, personById, narti);
  await assert.rejects(s.act(s.narti, liftRestriction, { request }), code("conflict"));
});

test("erasure takes away what no law keeps, and names what one does", async (t) => {
  const s = await house(t);
  const other = actors.citizen(s.id("joko"));
  for (const person of [s.id("narti"), s.id("joko")])
    await s.world.database.inTransaction(actors.system("test"), true, async (tx) =>
      tx.query(
        `insert into cases.kept_answer (person, bank, type, sealed, number, case_id, given_at, kept_until)
         values ($1, 'phone', 'text', $2, 'x', $1, now() - interval '1 day', now() + interval '1 year')`,
        [person, await s.world.secrets.seal(tx, person, "cases.kept_answer.sealed", '"0812"')],
      ),
    );
  const { done } = await s.grants(await s.asks("erasure"));
  assert.equal(done.removed?.["cases.kept-answer"], 1);
  assert.equal(done.kept?.["registry.person"], 1);
  const left = await s.asOwner<{ person: string }>("select person from cases.kept_answer");
  assert.deepEqual(left, [{ person: other.person }]);
  assert.equal((await s.ask(s.narti, personById, { id: s.id("narti") })).id, s.id("narti"));
});

test("the copy holds every room's records of me and nobody else's, opens in any unzipper, and leaves no line", async (t) => {
  const s = await house(t);
  await s.submitted({ floorArea: "12", cooks: false });
  await s.asks("access");
  const kinds = new Map((await s.ask(s.narti, myCopy, {})).map(({ name, records }) => [name, records]));
  const known = s.world.modules.flatMap(({ holds = [] }) => holds.map(({ name }) => name));
  assert.deepEqual([...kinds.keys()], known);
  assert.equal(kinds.get("registry.person")![0]!.shows.name, "Narti Suryani");
  assert.match(String(kinds.get("registry.person")![0]!.shows.nik), /^\d{16}$/);
  assert.match(String(kinds.get("identity.account")![0]!.shows.email), /@tirta/);
  assert.equal(kinds.get("rights.request")![0]!.shows.told, "Tolong urus data saya ini.");
  assert.ok(kinds.get("registry.business")!.length > 0);
  const text = JSON.stringify([...kinds]);
  for (const secret of ["password_hash", "totp_secret", "nik_sealed", "Joko Prasetyo"])
    assert.ok(!text.includes(secret), secret);
  await assert.rejects(s.ask(s.officer, myCopy, {}), code("not-allowed"));
  const token = await issueToken(s.world, "narti@tirta.example", { hat: "citizen", days: 1 });
  const answer = await (await s.web()).inject({
    url: "/saya/hak-data/salinan.zip",
    headers: { authorization: `Bearer ${token}` },
  });
  assert.equal(answer.statusCode, 200, answer.body.slice(0, 300));
  const { execFileSync } = await import("node:child_process");
  const { mkdtempSync, readFileSync, writeFileSync, rmSync } = await import("node:fs");
  const { tmpdir } = await import("node:os");
  const { join } = await import("node:path");
  const folder = mkdtempSync(join(tmpdir(), "copy-"));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "copy.zip"), answer.rawPayload);
  // The judge is Python's own reader of ZIP files, which checks every sum.
  execFileSync("python3", [
    "-c",
    "import zipfile,sys; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; z.extractall(sys.argv[2])",
    join(folder, "copy.zip"),
    folder,
  ]);
  const { data } = JSON.parse(readFileSync(join(folder, "data.json"), "utf8"));
  assert.equal(data["registry.person"][0].name, "Narti Suryani");
  assert.match(readFileSync(join(folder, "data.html"), "utf8"), /Narti Suryani/);
  assert.match(readFileSync(join(folder, "registry.person.csv"), "utf8"), /^id,name|Narti/);
});

test("every kind of record that a room holds has words, a rule that says how long it is kept, and no other has one", async (t) => {
  const s = await house(t);
  const { privacyFile } = await import("../edition.ts");
  const known = s.world.modules.flatMap(({ holds = [] }) => holds.map(({ name }) => name)).sort();
  for (const edition of privacyFile.of(s.world.government)) assert.deepEqual(Object.keys(edition.keeps).sort(), known);
  for (const name of known)
    for (const locale of ["id", "en"] as const) assert.ok(s.world.words.has(`rights.holding.${name}`, locale), name);
});
