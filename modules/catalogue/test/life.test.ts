import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { type Actor, faultWords, type PlacedFault, Refusal } from "../../../kernel/index.ts";
import { actors, stage } from "../../../test/stage.ts";
import { openDraft } from "../commands/open-draft.ts";
import { dropDraft, publishDraft } from "../commands/publish-draft.ts";
import { publishService } from "../commands/publish-service.ts";
import { reviewDraft, submitDraft } from "../commands/review-draft.ts";
import { saveDraft } from "../commands/save-draft.ts";
import { withdrawVersion } from "../commands/withdraw-version.ts";
import { filesFrom, filesIn, loadServices, readService } from "../definition/load.ts";
import { draftById, openDrafts } from "../queries/drafts.ts";
import { allServices, serviceByCode } from "../queries/services.ts";
import { publishedFiles, versionsOf } from "../queries/versions.ts";
import { isGenuine } from "../signing.ts";

const code = "izin-usaha-mikro";
const refused = (key: string) => (error: unknown) =>
  error instanceof Refusal && (error.messageKey === key || error.faults.some((fault) => fault.messageKey === key));
const because = { id: "diganti layanan lain", en: "replaced by another service" };

/** A house with its services published, and the people who make and judge definitions. */
async function house(t: TestContext) {
  const s = await stage(t);
  const folder = join(s.world.government.folder, "services", code);
  for (const definition of loadServices(s.world.government))
    await s.act(actors.system("catalogue"), publishService, {
      definition,
      files: filesIn(join(s.world.government.folder, "services", definition.code)),
    });
  const officer = (roles: NonNullable<Actor["officer"]>["roles"], agency = "dpmptsp", account: string = randomUUID()) =>
    actors.officer(randomUUID(), agency, "perizinan", roles, { account, assurance: 3 });
  const designer = officer(["designer"]);
  const second = officer(["designer"]);
  const change = async (from: string, to: string, who = designer, file = "service.yaml") => {
    const { draft } = await s.act(who, openDraft, { code });
    const { files } = await s.ask(who, draftById, { id: draft });
    assert.ok(files[file]!.includes(from), from);
    const changed = { ...files, [file]: files[file]!.replace(from, to) };
    const saved = await s.act(who, saveDraft, { draft, revision: 1, files: changed, note: "ubah" });
    return { draft, files: changed, ...saved };
  };
  /** From a change to its publication. */
  const published = async (from: string, to: string, day?: string) => {
    const { draft, revision } = await change(from, to);
    await s.act(designer, submitDraft, { draft, revision });
    await s.act(second, reviewDraft, { draft, revision, verdict: "approved" });
    return s.act(designer, publishDraft, { draft, revision, ...(day && { from: day }) });
  };
  const title = async () => (await s.ask(actors.stranger, serviceByCode, { code }))?.title;
  return { ...s, folder, officer, designer, second, change, published, title };
}
const renamed = ["title: { id: Izin usaha mikro,", "title: { id: Izin warung,"] as const;

test("a draft goes from its author past a second person to a version that is in force at once, signed and in the log", async (t) => {
  const s = await house(t);
  const made = await s.published(...renamed);
  assert.deepEqual(made, { code, version: 2 });
  assert.deepEqual(await s.title(), { id: "Izin warung", en: "Micro-business licence" });
  await s.work();
  const [second, first] = await s.ask(actors.stranger, versionsOf, { code });
  assert.deepEqual([second!.state, first!.state], ["in-force", "superseded"]);
  assert.ok(isGenuine(second!.signature!, code, 2, second!.hash));
  assert.ok(!isGenuine(second!.signature!, code, 2, "0".repeat(64)), "not over another content");
  assert.ok(!isGenuine({ ...second!.signature!, publicKey: first!.signature!.publicKey }, code, 1, first!.hash));
  const [line] = await s.asOwner<{ facts: unknown }>(
    "select count(*)::int as facts from kernel.journal where name = 'catalogue.publish-service' and subject = $1",
    [`${code}@2`],
  );
  assert.deepEqual(line, { facts: 1 });
});

test("a version with a later day waits for it, and the one before is offered until then", async (t) => {
  const s = await house(t);
  await s.published(...renamed, "2026-12-01");
  assert.deepEqual(await s.title(), { id: "Izin usaha mikro", en: "Micro-business licence" });
  const states = async () => (await s.ask(actors.stranger, versionsOf, { code })).map(({ state }) => state);
  assert.deepEqual(await states(), ["next", "in-force"]);
  s.clock.set("2026-11-30T16:59:00Z");
  assert.deepEqual(await states(), ["next", "in-force"], "one minute before midnight in the government's zone");
  s.clock.set("2026-11-30T17:00:00Z");
  assert.deepEqual(await states(), ["in-force", "superseded"]);
  assert.deepEqual(await s.title(), { id: "Izin warung", en: "Micro-business licence" });
});

test("a day that is over, or too far, is refused at its field", async (t) => {
  const s = await house(t);
  const { draft, revision } = await s.change(...renamed);
  await s.act(s.designer, submitDraft, { draft, revision });
  await s.act(s.second, reviewDraft, { draft, revision, verdict: "approved" });
  for (const from of ["2026-11-23", "2029-01-01"])
    await assert.rejects(s.act(s.designer, publishDraft, { draft, revision, from }), refused("catalogue.fault.from"));
});

test("who wrote a revision reviews none of it, in whatever office; a second person does, with a remark when it goes back", async (t) => {
  const s = await house(t);
  const { draft, files } = await s.change(...renamed);
  await s.act(s.second, saveDraft, { draft, revision: 2, files, note: "ikut menulis" });
  await s.act(s.designer, submitDraft, { draft, revision: 3 });
  const judge = (who: Actor, verdict: "approved" | "returned", remarks: { component: string; text: string }[] = []) =>
    s.act(who, reviewDraft, { draft, revision: 3, verdict, remarks });
  for (const who of [s.designer, s.second, s.officer(["approver"], "setda", s.designer.account!)])
    await assert.rejects(judge(who, "approved"), refused("kernel.refusal.not-found"));
  await assert.rejects(judge(s.officer(["reviewer"]), "approved"), refused("kernel.refusal.not-allowed"));
  const third = s.officer(["approver"], "setda");
  await assert.rejects(judge(third, "returned"), refused("catalogue.fault.remark"));
  await assert.rejects(judge(third, "returned", [{ component: "cook.yaml", text: "apa ini" }]), Refusal);
  await judge(third, "returned", [{ component: "form.yaml", text: "Luas tempat terlalu besar" }]);
  await assert.rejects(judge(third, "approved"), refused("catalogue.refusal.not-in-review"));
  const back = await s.ask(s.designer, draftById, { id: draft });
  assert.equal(back.state, "returned");
  assert.deepEqual(back.reviews[0]!.remarks, [{ component: "form.yaml", text: "Luas tempat terlalu besar" }]);
  await s.act(s.designer, saveDraft, { draft, revision: 3, files });
  assert.equal((await s.ask(s.designer, draftById, { id: draft })).state, "draft");
});

test("every revision stays with its author; whoever saved first is not undone", async (t) => {
  const s = await house(t);
  const { draft, files } = await s.change(...renamed);
  const tries = await Promise.allSettled(
    [s.designer, s.second].map((who) => s.act(who, saveDraft, { draft, revision: 2, files })),
  );
  assert.equal(tries.filter(({ status }) => status === "fulfilled").length, 1);
  const { revisions } = await s.ask(s.designer, draftById, { id: draft });
  assert.deepEqual(
    revisions.map(({ number }) => number),
    [3, 2, 1],
  );
  await assert.rejects(
    s.world.database.inTransaction(s.designer, true, (tx) => tx.query("update catalogue.revision set note = 'x'", [])),
    /permission denied/,
  );
});

test("what is not whole is kept as a draft and never handed in: a fault, another code, a number that is taken", async (t) => {
  const s = await house(t);
  const hand = ({ draft, revision }: { draft: string; revision: number }) =>
    s.act(s.designer, submitDraft, { draft, revision });
  const told = ({ faults }: { faults: readonly PlacedFault[] }) => faults.map(faultWords).join();
  const broken = await s.change("show: cooksOnSite = true", "show: cooks = true", s.designer, "form.yaml");
  assert.match(told(broken), /form\.yaml:\d+: "cooks" is not a field/);
  await assert.rejects(hand(broken), refused("catalogue.refusal.has-faults"));
  const untested = await s.change("then: [25000]", "then: [26000]", s.designer, "decisions.yaml");
  assert.match(told(untested), /tests\.yaml:\d+: .*fee is 26000, not 25000/);
  await assert.rejects(hand(untested), refused("catalogue.refusal.has-faults"));
  const misspoken = await s.change("do: approve", "do: aprove", s.designer, "process.yaml");
  assert.match(told(misspoken), /"aprove" is no deed of the house/, "the other rooms' words are asked for");
  await assert.rejects(hand(await s.change("version: 2", "version: 1")), refused("catalogue.refusal.raise-version"));
  await assert.rejects(hand(await s.change(`code: ${code}`, "code: izin")), refused("catalogue.refusal.other-service"));
  const stale = await s.change(...renamed);
  await assert.rejects(hand({ ...stale, revision: 1 }), refused("catalogue.refusal.moved-on"));
});

test("only an approved draft is published, by its agency, with the code given again; what is over stays over", async (t) => {
  const s = await house(t);
  const { draft, revision, files } = await s.change(...renamed);
  const publish = (who: Actor) => s.act(who, publishDraft, { draft, revision });
  await assert.rejects(publish(s.designer), refused("catalogue.refusal.not-approved"));
  await s.act(s.designer, submitDraft, { draft, revision });
  await assert.rejects(
    s.act(s.designer, saveDraft, { draft, revision, files }),
    refused("catalogue.refusal.in-review"),
  );
  await s.act(s.second, reviewDraft, { draft, revision, verdict: "approved" });
  await assert.rejects(publish({ ...s.designer, assurance: 2 }), refused("kernel.refusal.step-up-needed"));
  await assert.rejects(publish(s.officer(["designer"], "dinkes")), refused("kernel.refusal.not-found"));
  await assert.rejects(publish(s.officer(["reviewer"])), refused("kernel.refusal.not-allowed"));
  await publish(s.officer(["head"]));
  for (const again of [
    () => publish(s.designer),
    () => s.act(s.designer, saveDraft, { draft, revision, files }),
    () => s.act(s.designer, dropDraft, { draft }),
  ])
    await assert.rejects(again(), Refusal);
});

test("a designer works for the own agency: on no other's service, and on no other's draft", async (t) => {
  const s = await house(t);
  const stranger = s.officer(["designer"], "dinkes");
  await assert.rejects(s.act(stranger, openDraft, { code }), refused("catalogue.refusal.other-agency"));
  await assert.rejects(s.act(s.designer, openDraft, { code: "tak-ada" }), refused("catalogue.refusal.no-such-service"));
  const { draft, files } = await s.change(...renamed);
  for (const act of [
    () => s.act(stranger, saveDraft, { draft, revision: 2, files }),
    () => s.act(stranger, submitDraft, { draft, revision: 2 }),
    () => s.act(stranger, dropDraft, { draft }),
  ])
    await assert.rejects(act(), refused("kernel.refusal.not-found"));
  assert.deepEqual(await s.ask(stranger, openDrafts, {}), []);
  assert.equal((await s.ask(s.designer, openDrafts, {})).length, 1);
  for (const who of [actors.stranger, actors.citizen(randomUUID()), s.officer(["reviewer"])])
    await assert.rejects(s.ask(who, draftById, { id: draft }), Refusal);
});

test("a withdrawn version is offered no longer and says why; the one before does not come back, a newer one does", async (t) => {
  const s = await house(t);
  await s.published(...renamed);
  const withdraw = (who: Actor, version = 2) => s.act(who, withdrawVersion, { code, version, reason: because });
  const head = s.officer(["head"]);
  const offered = (await s.ask(actors.stranger, allServices, {})).length;
  await assert.rejects(withdraw(s.designer), refused("kernel.refusal.not-allowed"));
  await assert.rejects(withdraw(s.officer(["head"], "dinkes")), refused("kernel.refusal.not-found"));
  await assert.rejects(withdraw({ ...head, assurance: 2 }), refused("kernel.refusal.step-up-needed"));
  await assert.rejects(withdraw(head, 9), refused("kernel.refusal.not-found"));
  await withdraw(head);
  await assert.rejects(withdraw(head), refused("catalogue.refusal.withdrawn"));
  s.clock.forward(2000);
  assert.equal(await s.title(), undefined);
  assert.equal((await s.ask(actors.stranger, allServices, {})).length, offered - 1);
  assert.equal((await s.ask(actors.stranger, serviceByCode, { code, version: 2 }))?.version, 2, "cases go on");
  const [gone] = await s.ask(actors.stranger, versionsOf, { code });
  assert.deepEqual([gone!.state, gone!.withdrawn!.reason], ["withdrawn", because]);
  await s.published("title: { id: Izin warung,", "title: { id: Izin kios,");
  s.clock.forward(2000);
  assert.deepEqual(await s.title(), { id: "Izin kios", en: "Micro-business licence" });
});

test("what was published comes out as exactly the files that went in; without them its content is written out, with the same hash", async (t) => {
  const s = await house(t);
  assert.deepEqual(await s.ask(actors.stranger, publishedFiles, { code, version: 1 }), filesIn(s.folder));
  assert.equal(await s.ask(actors.stranger, publishedFiles, { code, version: 7 }), null);
  for (const definition of loadServices(s.world.government))
    assert.equal(readService(filesFrom(definition)).hash, definition.hash, definition.code);
});
