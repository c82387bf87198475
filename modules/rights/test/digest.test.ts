import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal } from "../../../kernel/index.ts";
import { actors } from "../../../test/stage.ts";
import { dutyHolders } from "../../identity/index.ts";
import { businessesOfPerson, personById } from "../../registry/index.ts";
import { seeDigest, writeDigest } from "../commands/digest.ts";
import { digest } from "../queries/digest.ts";
import { house } from "./house.ts";

test("a head is told by message what their officers opened outside any case, once; nobody opens any without a reason", async (t) => {
  const s = await house(t);
  const [account] = await s.asOwner<{ id: string; name: string }>(
    "select id, name from identity.account where person = $1",
    [s.id("wulan")],
  );
  const desk = actors.officer(account!.id, "dpmptsp", "loket", ["front-desk"]);
  const narti = { id: s.id("narti") };
  await s.ask(desk, personById, { ...narti, reason: "telephone" });
  await assert.rejects(s.ask(desk, personById, narti), Refusal, "the API asks for a reason as the pages do");
  await assert.rejects(s.ask(desk, businessesOfPerson, { person: narti.id }), Refusal);
  await s.ask(desk, businessesOfPerson, { person: narti.id, reason: "counter-visit" });
  await s.ask(desk, personById, { id: s.id("joko"), reason: "letter", reference: "B-7" });
  await s.ask(desk, personById, { ...narti, within: s.world.newId() });
  const day = s.world.calendar.today(s.clock.now());
  await s.act(actors.system("rights"), writeDigest, { day });
  await s.act(actors.system("rights"), writeDigest, { day });
  const mine = (await s.ask(s.head, digest, {})).filter(({ account: one }) => one === account!.id);
  assert.deepEqual(
    mine.map(({ reads, people, unreasoned, name }) => [reads, people, unreasoned, name]),
    [[3, 2, 0, account!.name]],
  );
  const heads = await s.ask(actors.system("rights"), dutyHolders, { agency: "dpmptsp", role: "head" });
  assert.ok(heads.length > 0);
  const told = await s.asOwner<{ person: string; title: { en: string }; body: { id: string } }>(
    "select person, title, body from messages.message where kind = 'rights-digest' order by person",
  );
  assert.deepEqual(
    told.map(({ person, title }) => [person, title.en]),
    heads
      .sort((a, b) => (a.person < b.person ? -1 : 1))
      .map(({ person }) => [person, "3 records opened outside any case, 24 November 2026"]),
  );
  assert.ok(!told[0]!.body.id.includes(account!.name), "no officer is named in a mail");
  const elsewhere = actors.officer(s.world.newId(), "dinkes", "x", ["head"]);
  assert.deepEqual(await s.ask(elsewhere, digest, {}), []);
  assert.equal((await s.act(elsewhere, seeDigest, {})).seen, 0);
  for (const who of [desk, s.narti, s.officer]) await assert.rejects(s.ask(who, digest, {}), Refusal);
  await s.act(s.head, seeDigest, {});
  assert.ok((await s.ask(s.head, digest, {})).every(({ seen_at }) => seen_at !== null));
  const [receipt] = await s.asOwner<{ body: object }>(
    "select body from kernel.journal where name = 'registry.person' and body->>'reference' = 'B-7'",
  );
  assert.deepEqual(receipt!.body, { reason: "letter", reference: "B-7" });
});
