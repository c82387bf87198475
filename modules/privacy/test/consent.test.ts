import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import { loadModules } from "../../../app/modules.ts";
import { type Manifest, query, Refusal } from "../../../kernel/index.ts";
import { scene } from "../../../test/scene.ts";
import { actors, stage } from "../../../test/stage.ts";
import { sendMessage } from "../../messages/index.ts";
import { sayConsent } from "../commands/say-consent.ts";
import { isYes, restsOnConsent, textHash } from "../consent.ts";
import { consentHolds, myConsents } from "../queries/consents.ts";

const system = actors.system("test");
const code = (wanted: string) => (error: unknown) => error instanceof Refusal && error.code === wanted;

test("after a withdrawal no worker goes on: no invitation is sent, and a copy that waited is dropped with its address", async (t) => {
  const s = await scene(t, { env: { DEMO: "yes" } });
  const survey = restsOnConsent(s.world.government, "survey")!;
  const say = (verdict: "given" | "withdrawn") =>
    s.act(s.owner, sayConsent, { purpose: "survey", verdict, text: textHash(survey) });
  const waiting = { toPerson: s.id("narti"), email: "narti@tirta.example", kind: "x", purpose: "survey" } as const;
  const both = { id: "Survei", en: "Survey" };
  const { queued } = await s.act(system, sendMessage, { ...waiting, title: both, body: both });
  await s.act(system, sendMessage, { ...waiting, purpose: undefined, title: both, body: both });
  assert.equal(queued, true);
  await say("withdrawn");
  await s.work();
  const copies = await s.asOwner<{ purpose: string | null; state: string; fault: string | null; address: unknown }>(
    "select m.purpose, d.state, d.fault, d.address from messages.delivery d join messages.message m on m.id = d.message where m.kind = 'x' order by 1",
  );
  assert.deepEqual(copies, [
    { purpose: "survey", state: "failed", fault: "consent-withdrawn", address: null },
    { purpose: null, state: "sent", fault: null, address: null },
  ]);
  const id = await s.submitted({ floorArea: "12", cooks: false });
  await s.paid(id);
  await s.work();
  assert.deepEqual(await s.count("satisfaction.invitation"), [0]);
  await say("given");
  const again = await s.submitted({ floorArea: "12", cooks: false });
  await s.paid(again);
  await s.work();
  assert.deepEqual(await s.count("satisfaction.invitation"), [1]);
});

test("the ledger only grows, keeps the words that were seen, and is the person's own", async (t) => {
  const s = await scene(t);
  const survey = restsOnConsent(s.world.government, "survey")!;
  const text = textHash(survey);
  const say = (verdict: "given" | "withdrawn", more = {}) =>
    s.act(s.owner, sayConsent, { purpose: "survey", verdict, text, ...more });
  assert.equal((await say("given")).changed, false, "it holds already");
  await say("withdrawn");
  await say("withdrawn");
  await assert.rejects(say("given", { text: "0".repeat(64) }), code("conflict"));
  await say("given");
  const [mine] = await s.ask(s.owner, myConsents, {});
  assert.deepEqual([mine!.holds, mine!.said.map(({ verdict }) => verdict)], [true, ["given", "withdrawn"]]);
  assert.deepEqual((await s.ask(s.joko, myConsents, {}))[0]!.said, []);
  const words = await s.asOwner<{ sha256: string }>("select sha256 from privacy.consent_text");
  assert.deepEqual(words, [{ sha256: text }]);
  await assert.rejects(
    s.world.database.inTransaction(system, true, (tx) => tx.query("update privacy.consent set verdict = 'given'")),
    /permission denied/,
  );
  await assert.rejects(say("given", { purpose: "service" }), code("not-found"));
  await assert.rejects(s.ask(s.owner, consentHolds, { people: [], purpose: "survey" }), code("not-allowed"));
});

test("a question whose purpose rests on consent is answered about nobody who said no, and leaves no read", async (t) => {
  const peek = query({
    name: "peek.person",
    input: z.object({ person: z.string() }).strict(),
    allow: [
      { hat: "citizen", purpose: "survey" },
      { hat: "officer", purpose: "survey" },
      { hat: "system", purpose: "survey" },
    ],
    answer: async (_context, { person }) => ({ person }),
    personal: { about: ({ person }) => [person], fields: ["name"] },
  });
  const room: Manifest = { name: "peek", folder: import.meta.dirname, queries: [peek] };
  const rooms = (await loadModules()).filter(({ name }) => name === "registry" || name === "privacy");
  const s = await stage(t, { modules: [...rooms, room] });
  const narti = actors.citizen(s.world.newId());
  const officer = actors.officer(s.world.newId(), "dpmptsp", "loket", ["front-desk"]);
  const about = { person: narti.person! };
  await s.ask(officer, peek, about);
  const survey = restsOnConsent(s.world.government, "survey")!;
  await s.act(narti, sayConsent, { purpose: "survey", verdict: "withdrawn", text: textHash(survey) });
  const before = await s.count("kernel.journal");
  for (const who of [officer, system]) await assert.rejects(s.ask(who, peek, about), code("not-allowed"));
  assert.deepEqual(await s.count("kernel.journal"), before);
  await s.ask(narti, peek, about);
});

test("a consent that must be given first holds for the words that were shown, and for no others", () => {
  const asked = {
    consent: { holds: "once-given", text: { id: "Boleh?", en: "May we?" } },
  } as Parameters<typeof isYes>[0];
  assert.equal(isYes(asked, undefined), false);
  assert.equal(isYes(asked, { verdict: "given", text: textHash(asked) }), true);
  assert.equal(isYes(asked, { verdict: "given", text: "0".repeat(64) }), false);
  assert.equal(isYes(asked, { verdict: "withdrawn", text: textHash(asked) }), false);
});
