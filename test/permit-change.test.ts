import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { Refusal } from "../kernel/index.ts";
import { beginChange, beginTransfer } from "../modules/cases/commands/begin-change.ts";
import { savePage } from "../modules/cases/commands/save-page.ts";
import { submitApplication } from "../modules/cases/commands/submit-application.ts";
import { endOf, lastDay } from "../modules/cases/permit-of.ts";
import { draftById } from "../modules/cases/queries/drafts.ts";
import { checkDocument } from "../modules/documents/queries/check-document.ts";
import { revokePermit } from "../modules/permits/commands/measures.ts";
import { offerTransfer, withdrawOffer } from "../modules/permits/commands/offers.ts";
import { offerOfCode, permitById } from "../modules/permits/index.ts";
import { registerBusiness } from "../modules/registry/index.ts";
import { scene } from "./scene.ts";
import { actors } from "./stage.ts";

const refused = (key: string) => (error: unknown) => {
  assert.ok(error instanceof Refusal, String(error));
  assert.ok([error.messageKey, ...error.faults.map(({ messageKey }) => messageKey)].includes(key), error.messageKey);
  return true;
};
type Scene = Awaited<ReturnType<typeof scene>>;

/** A permit of low risk, so that what changes it is decided at once too. */
async function permitted(t: Parameters<typeof scene>[0]) {
  const s = await scene(t);
  const id = await s.submitted({ floorArea: "12", cooks: false });
  await s.paid(id);
  await s.work();
  const [permit] = await s.asOwner<{ id: string; document: string }>("select id, document from permits.permit");
  return { s, id, permit: permit!.id, document: permit!.document };
}
const toEnd = async (s: Scene, draft: string, who = s.owner) => {
  await s.act(who, submitApplication, { draft, declaration: true });
  await s.paid(draft);
  await s.work();
};
const permitOf = async (s: Scene, id: string) =>
  (
    await s.asOwner<{ id: string; replaces: string; valid_until: string }>(
      "select id, replaces, valid_until from permits.permit where case_id = $1",
      [id],
    )
  )[0]!;

test("a renewal is filled in from the permit, and on success takes its place with a term that begins where the old one ends", async (t) => {
  const { s, permit, document } = await permitted(t);
  await assert.rejects(
    s.act(s.owner, beginChange, { permit, kind: "renewed" }),
    refused("cases.refusal.not-renewable"),
  );
  s.clock.set(new Date("2031-10-01T03:00:00Z"));
  await assert.rejects(s.act(s.joko, beginChange, { permit, kind: "renewed" }), refused("kernel.refusal.not-found"));
  await assert.rejects(s.act(s.head, beginChange, { permit, kind: "renewed" }), refused("kernel.refusal.not-allowed"));
  await assert.rejects(
    s.act({ ...s.owner, assurance: 1 }, beginChange, { permit, kind: "renewed" }),
    refused("kernel.refusal.step-up-needed"),
  );
  const { draft } = await s.act(s.owner, beginChange, { permit, kind: "renewed" });
  const again = await s.act(s.owner, beginChange, { permit, kind: "renewed" });
  assert.equal(again.draft, draft, "begun twice, it is gone on with");
  const { answers } = await s.ask(s.owner, draftById, { id: draft });
  assert.deepEqual([answers.floorArea, answers.ownership, answers.phone], [12, "market", "081234567890"]);
  assert.equal((await s.ask(s.owner, permitById, { id: permit })).row.state, "active", "until then the old one stands");
  await s.act(s.owner, submitApplication, { draft, declaration: true });
  await assert.rejects(
    s.act(s.owner, beginChange, { permit, kind: "renewed" }),
    refused("cases.refusal.change-under-way"),
  );
  await s.paid(draft);
  await s.work();
  const renewed = await permitOf(s, draft);
  assert.equal(renewed.replaces, permit);
  assert.equal(renewed.valid_until, "2036-11-24");
  const old = await s.ask(s.owner, permitById, { id: permit });
  assert.deepEqual([old.row.state, old.successor, old.acts.at(-1)?.kind], ["renewed", renewed.id, "renewed"]);
  const [paper] = await s.asOwner<{ code: string }>("select code from documents.document where id = $1", [document]);
  assert.equal((await s.ask(s.stranger, checkDocument, { code: paper!.code })).verdict, "replaced");
  await assert.rejects(
    s.act(s.owner, beginChange, { permit, kind: "renewed" }),
    refused("cases.refusal.not-renewable"),
  );
});

test("an amendment keeps the term, and asks anew only what is changed", async (t) => {
  const { s, permit } = await permitted(t);
  const { draft } = await s.act(s.owner, beginChange, { permit, kind: "amended" });
  await s.act(s.owner, savePage, {
    draft,
    page: "tempat",
    posted: { floorArea: "20", ownership: "market", hazardous: "no" },
  });
  s.clock.forward(30 * 86_400_000);
  await toEnd(s, draft);
  const amended = await permitOf(s, draft);
  assert.equal(amended.valid_until, "2031-11-24");
  assert.equal((await s.ask(s.owner, permitById, { id: permit })).row.state, "amended");
});

test("a permit goes to another holder only with both agreeing: the holder's code, and the other's own application", async (t) => {
  const { s, permit } = await permitted(t);
  const code = "K7MQ-2XPD-9RTA";
  const hash = createHash("sha256").update("K7MQ2XPD9RTA").digest("hex");
  const address = { street: "Jalan Kenanga 21", rt: "005", rw: "002", village: "99.01.01.1002" };
  const { id: business } = await s.act(s.joko, registerBusiness, {
    name: "Warung Joko",
    kbli: ["56103"],
    address,
    foundedOn: "2020-01-01",
  });
  assert.ok(business);
  await assert.rejects(s.act(s.owner, offerTransfer, { permit, hash }), refused("kernel.refusal.step-up-needed"));
  const owner = { ...s.owner, assurance: 3 as const };
  await assert.rejects(
    s.act({ ...s.joko, assurance: 3 }, offerTransfer, { permit, hash }),
    refused("kernel.refusal.not-found"),
  );
  await assert.rejects(
    s.act(s.joko, beginTransfer, { code }),
    refused("kernel.refusal.not-found"),
    "there is no such code yet",
  );
  await s.act(owner, offerTransfer, { permit, hash });
  assert.equal((await s.ask(s.joko, offerOfCode, { code: "k7mq 2xpd 9rta" }))?.number, "IUM/000001/DPMPTSP/2026");
  assert.equal(await s.ask(s.joko, offerOfCode, { code: "AAAA-BBBB-CCCC" }), null);
  await assert.rejects(
    s.act(s.owner, beginTransfer, { code, business: s.business.id }),
    refused("permits.refusal.own-offer"),
  );
  const { draft } = await s.act(s.joko, beginTransfer, { code });
  const { answers, facts } = await s.ask(s.joko, draftById, { id: draft });
  assert.equal(answers.floorArea, 12, "what is said of the place goes over");
  assert.equal(answers.phone, undefined, "what the holder said of themselves does not");
  assert.equal(facts.business.name, "Warung Joko");
  const third = actors.citizen(s.id("wulan"));
  await assert.rejects(s.act(third, beginTransfer, { code }), refused("permits.refusal.no-offer"), "agreed to once");
  assert.equal((await s.asOwner("select 1 from messages.message where kind = 'permit-agreed'")).length, 1);
  await s.act(s.joko, savePage, { draft, page: "pemohon", posted: { phone: "081234567891" } });
  const photo = {
    id: s.world.newId(),
    store: "cases/x.jpg",
    name: "x.jpg",
    type: "image/jpeg",
    bytes: 1,
    sha256: "0".repeat(64),
  };
  await s.act(s.joko, savePage, {
    draft,
    page: "tempat",
    posted: { floorArea: "12", ownership: "market", hazardous: "no" },
    files: { photo } as never,
  });
  await s.act(s.joko, savePage, { draft, page: "pangan", posted: { cooksOnSite: "no" } });
  await toEnd(s, draft, s.joko);
  const taken = await permitOf(s, draft);
  const { row } = await s.ask(s.joko, permitById, { id: taken.id });
  assert.deepEqual([row.holder, row.valid_until], ["Warung Joko", "2031-11-24"]);
  assert.equal((await s.ask(s.owner, permitById, { id: permit })).row.state, "transferred");
  await assert.rejects(s.ask(s.owner, permitById, { id: taken.id }), refused("kernel.refusal.not-found"));
});

test("an offer ends by itself, and can be withdrawn; its code is then good for nothing", async (t) => {
  const { s, permit } = await permitted(t);
  const hash = (code: string) => createHash("sha256").update(code).digest("hex");
  const owner = { ...s.owner, assurance: 3 as const };
  await s.act(owner, offerTransfer, { permit, hash: hash("ONE") });
  await s.act(owner, offerTransfer, { permit, hash: hash("TWO") });
  assert.equal(await s.ask(s.joko, offerOfCode, { code: "ONE" }), null, "the newer one replaces it");
  await assert.rejects(s.act(s.joko, withdrawOffer, { permit }), refused("kernel.refusal.not-found"));
  await s.act(s.owner, withdrawOffer, { permit });
  await assert.rejects(s.act(s.owner, withdrawOffer, { permit }), refused("permits.refusal.no-offer"));
  await assert.rejects(s.act(s.joko, beginTransfer, { code: "TWO" }), refused("permits.refusal.no-offer"));
  await s.act(owner, offerTransfer, { permit, hash: hash("THREE") });
  s.clock.forward(15 * 86_400_000);
  await assert.rejects(s.act(s.joko, beginTransfer, { code: "THREE" }), refused("permits.refusal.no-offer"));
});

test("what was revoked cannot be changed any more", async (t) => {
  const { s, permit } = await permitted(t);
  await s.act(s.head, revokePermit, { permit, reason: "usaha-tutup" });
  await assert.rejects(s.act(s.owner, beginChange, { permit, kind: "amended" }), refused("cases.refusal.permit-over"));
  await assert.rejects(
    s.act(s.owner, beginChange, { permit, kind: "renewed" }),
    refused("cases.refusal.not-renewable"),
  );
});

test("renewed on whatever day, nobody loses a day of the old term; leap days stay in February", () => {
  const five = { validYears: 5 };
  assert.equal(endOf("2028-02-29", five), "2033-02-28");
  assert.equal(endOf("2026-11-30", { validMonths: 3 }), "2027-02-28");
  assert.equal(endOf("2026-11-30", { validYears: 1, validMonths: 6 }), "2028-05-30");
  assert.equal(endOf("2026-11-30", {}), null, "what attests something for good has no end");
  assert.equal(lastDay("2033-01-10", five, { kind: "renewed", until: "2033-02-28" }), "2038-02-28");
  assert.equal(
    lastDay("2033-03-10", five, { kind: "renewed", until: "2033-02-28" }),
    "2038-03-10",
    "late: from the decision on",
  );
  const dayOf = fc
    .integer({ min: 0, max: 9000 })
    .map((n) => new Date(Date.UTC(2020, 0, 1 + n)).toISOString().slice(0, 10));
  fc.assert(
    fc.property(dayOf, dayOf, fc.integer({ min: 1, max: 600 }), (decided, until, validMonths) => {
      const term = { validMonths };
      const end = lastDay(decided, term, { kind: "renewed", until })!;
      assert.ok(end >= endOf(until, term)! && end >= endOf(decided, term)!);
      assert.equal(lastDay(decided, term, { kind: "transferred", until }), until);
    }),
  );
});
