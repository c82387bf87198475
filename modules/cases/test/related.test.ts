import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal } from "../../../kernel/index.ts";
import { scene } from "../../../test/scene.ts";
import { actors } from "../../../test/stage.ts";
import { judgeLikeness, linkCases } from "../commands/related.ts";
import { splitCase } from "../commands/split-case.ts";
import { fileById } from "../queries/file-by-id.ts";
import { relatedCases } from "../queries/related.ts";
import { visitor } from "./visitor.ts";

type Scene = Awaited<ReturnType<typeof scene>>;
const refused = (code: string, key?: string) => (error: unknown) =>
  error instanceof Refusal && error.code === code && (key === undefined || error.messageKey === key);
const alike = async (s: Scene, id: string) =>
  (await s.ask(s.reviewer, relatedCases, { id })).alike.map((one) => one.id);

test("an application of the same business, or of a like name and place, is found when it comes in; after enough days it is not", async (t) => {
  const s = await scene(t);
  const first = await s.submitted();
  await s.work();
  assert.deepEqual(await alike(s, first), []);
  const second = await s.submitted();
  await s.work();
  assert.deepEqual([await alike(s, first), await alike(s, second)], [[second], [first]], "seen from both");
  // Another's, with the name written a little differently, at the same place.
  const third = await s.submitted({}, s.joko).catch(() => null);
  assert.equal(third, null, "who has no business applies for none");
  await s.asOwner("update cases.likely set words = replace(words, 'narti', 'nartih')");
  await s.asOwner("update cases.case set business = $1, person = $2 where id = any ($3)", [
    s.world.newId(),
    s.id("joko"),
    [first, second],
  ]);
  const fourth = await s.submitted();
  await s.work();
  assert.deepEqual(new Set(await alike(s, fourth)), new Set([first, second]));
  s.clock.forward(61 * 86_400_000);
  const late = await s.submitted();
  await s.work();
  assert.deepEqual(await alike(s, late), []);
});

test("what a person called different is not asked again; what is the same is closed, told, linked, and leaves no work behind", async (t) => {
  const s = await scene(t);
  const [a, b, c] = [await s.submitted(), await s.submitted(), await s.submitted()];
  await s.work();
  await s.act(s.reviewer, judgeLikeness, { case: a, other: b, verdict: "different" });
  assert.deepEqual(await alike(s, a), [c]);
  await s.act(s.reviewer, judgeLikeness, { case: a, other: c, verdict: "same" });
  assert.deepEqual(await alike(s, a), []);
  const closed = await s.look(c);
  assert.deepEqual([closed.row.status, closed.tasks.filter((task) => !task.closed_at)], ["merged", []]);
  assert.equal((await s.look(a)).row.status, "in-progress");
  const [letter] = await s.asOwner<{ body: { id: string } }>(
    "select body from messages.message where kind = 'case-merged'",
  );
  assert.match(letter!.body.id, new RegExp((await s.look(a)).row.number));
  assert.deepEqual(
    (await s.ask(s.reviewer, relatedCases, { id: a })).links.map(({ id, kind }) => [id, kind]),
    [[c, "merged-into"]],
  );
  const again = { case: a, other: c, verdict: "same" as const };
  await assert.rejects(s.act(s.reviewer, judgeLikeness, again), refused("conflict", "cases.refusal.closed"));
  await assert.rejects(s.act(s.health, judgeLikeness, { ...again, other: b }), refused("not-found"));
  const foreign = actors.officer(s.world.newId(), "dinsos", "loket", ["reviewer"]);
  await assert.rejects(s.act(foreign, judgeLikeness, { ...again, other: b }), refused("not-found"));
  const owner = await visitor(s, s.id("narti"));
  assert.match((await owner.get(`/permohonan/${c}`)).body, /digabung dengan permohonan Anda yang lain/);
});

test("applications of different applicants are never merged, nor one that is paid for", async (t) => {
  const s = await scene(t);
  const [a, b] = [await s.submitted(), await s.submitted()];
  await s.asOwner("update cases.case set person = $1 where id = $2", [s.id("joko"), b]);
  const same = { case: a, other: b, verdict: "same" as const };
  await assert.rejects(s.act(s.reviewer, judgeLikeness, same), refused("conflict", "cases.refusal.other-applicant"));
  const c = await s.submitted();
  await s.approved(c);
  await s.paid(c);
  await assert.rejects(
    s.act(s.reviewer, judgeLikeness, { ...same, other: c }),
    refused("conflict", "cases.refusal.paid"),
  );
  assert.equal((await s.look(b)).row.status, "in-progress");
});

test("one application becomes two with the same answers, photos and time limit, linked, and each goes its own way", async (t) => {
  const s = await scene(t);
  const id = await s.submitted();
  await s.does(s.reviewer, id, "ask-opinions");
  await assert.rejects(s.act(s.reviewer, splitCase, { case: id, reason: "" }), refused("invalid"));
  await assert.rejects(s.act(s.health, splitCase, { case: id, reason: "Dua tempat." }), refused("not-allowed"));
  const { case: second } = await s.act(s.reviewer, splitCase, { case: id, reason: "Dua tempat usaha." });
  const [one, two] = [await s.look(id), await s.look(second)];
  assert.notEqual(one.row.number, two.row.number);
  assert.deepEqual([two.row.due_at, two.row.submitted_at], [one.row.due_at, one.row.submitted_at]);
  const { photo: mine, ...answers } = one.row.answers;
  const { photo: copied, ...copies } = two.row.answers;
  assert.deepEqual(copies, answers);
  const file = (copied as { file: string }).file;
  assert.notEqual(file, (mine as { file: string }).file);
  assert.equal((await s.ask(s.owner, fileById, { id: file })).draft, second);
  assert.equal(two.row.process.tokens[0]!.at, "review");
  await s.does(s.reviewer, second, "forward");
  assert.equal(
    (await s.look(id)).row.process.tokens.some(({ at }) => at === "decision"),
    false,
  );
  assert.deepEqual(
    (await s.ask(s.reviewer, relatedCases, { id })).links.map((l) => [l.id, l.kind, l.outward]),
    [[second, "split-from", false]],
  );
  await s.work();
  assert.equal((await s.asOwner("select 1 from messages.message where kind = 'case-split'")).length, 1);
  await s.does(s.head, second, "approve");
  await assert.rejects(
    s.act(s.head, splitCase, { case: second, reason: "Lagi satu." }),
    refused("conflict", "cases.refusal.billed"),
  );
});

test("a case is linked only to one that the own office works on; at the desk both stand side by side, and differences are marked", async (t) => {
  const s = await scene(t);
  const [a, b] = [await s.submitted(), await s.submitted({ floorArea: "90" })];
  await s.work();
  const link = (number: string, kind: "renewal-of" | "objection-to" = "renewal-of") =>
    s.act(s.reviewer, linkCases, { case: a, number, kind });
  for (const number of ["TRT-1999-000001", (await s.look(a)).row.number])
    await assert.rejects(link(number), refused("invalid"));
  await link((await s.look(b)).row.number);
  await link((await s.look(b)).row.number);
  assert.equal((await s.count("cases.link"))[0], 1, "said twice, it stands once");
  const desk = await visitor(s, s.id("bayu"), s.reviewer.officer!.id);
  assert.match((await desk.get(`/petugas/kasus/${b}`)).body, /Diperpanjang oleh/);
  const path = `/petugas/kasus/${a}/banding/${b}`;
  assert.match((await desk.get(`/petugas/kasus/${a}`)).body, new RegExp(path));
  const page = (await desk.get(path)).body;
  assert.match(page, /Luas tempat usaha[\s\S]{0,120}beda[\s\S]*60 m²[\s\S]*90 m²/);
  assert.equal((await desk.post(path, { do: `keep.${b}` })).headers.location, `/petugas/kasus/${b}`);
  assert.equal((await s.look(a)).row.status, "merged");
});
