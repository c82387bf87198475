import assert from "node:assert/strict";
import { test } from "node:test";
import { visitor } from "../modules/cases/test/visitor.ts";
import { scene } from "./scene.ts";

test("a press on the page leaves no fingerprint of the answer either, and the page keeps what was chosen when something lacks", async (t) => {
  const s = await scene(t);
  const id = await s.submitted({ floorArea: "12", cooks: false });
  await s.paid(id);
  await s.work();
  const narti = await visitor(s, s.id("narti"));
  const faces = (await narti.get(`/survei/${id}`)).body;
  assert.match(faces, new RegExp(`href="/survei/${id}\\?semua=3"`));
  const filled = (await narti.get(`/survei/${id}?semua=3`)).body;
  const codes = new Set([...filled.matchAll(/name="([a-z]+)" type="radio"/g)].map(([, name]) => name!));
  assert.equal(codes.size, 9);
  assert.equal(filled.match(/value="3" checked/g)?.length, 9);
  const some = await narti.post(`/survei/${id}`, { time: "2", _once: s.world.newId() });
  assert.equal(some.statusCode, 422);
  assert.match(some.body, /value="2" checked/);
  const [kept] = await s.count("kernel.idempotency");
  const sent = await narti.post(`/survei/${id}`, {
    ...Object.fromEntries([...codes].map((code) => [code, "3"])),
    _once: s.world.newId(),
  });
  assert.equal(sent.statusCode, 303);
  assert.deepEqual(await s.count("kernel.idempotency"), [kept]);
});
