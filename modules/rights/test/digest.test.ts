import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal } from "../../../kernel/index.ts";
import { actors } from "../../../test/stage.ts";
import { personById } from "../../registry/index.ts";
import { seeDigest, writeDigest } from "../commands/digest.ts";
import { digest } from "../queries/digest.ts";
import { house } from "./house.ts";

test("a head is told what their officers opened outside any case, and for how many no reason was given", async (t) => {
  const s = await house(t);
  const [account] = await s.asOwner<{ id: string; name: string }>(
    "select id, name from identity.account where person = $1",
    [s.id("wulan")],
  );
  const desk = actors.officer(account!.id, "dpmptsp", "loket", ["front-desk"]);
  const narti = { id: s.id("narti") };
  await s.ask(desk, personById, { ...narti, reason: "telephone" });
  await s.ask(desk, personById, narti);
  await s.ask(desk, personById, { id: s.id("joko"), reason: "letter", reference: "B-7" });
  await s.ask(desk, personById, { ...narti, within: s.world.newId() });
  const day = s.world.calendar.today(s.clock.now());
  await s.act(actors.system("rights"), writeDigest, { day });
  await s.act(actors.system("rights"), writeDigest, { day });
  const mine = (await s.ask(s.head, digest, {})).filter(({ account: one }) => one === account!.id);
  assert.deepEqual(
    mine.map(({ reads, people, unreasoned, name }) => [reads, people, unreasoned, name]),
    [[3, 2, 1, account!.name]],
  );
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
