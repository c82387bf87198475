import assert from "node:assert/strict";
import { test } from "node:test";
import { onRevoked } from "../modules/cases/jobs/index.ts";
import { workContext } from "../modules/cases/work.ts";
import { revokeDocument } from "../modules/documents/commands/revoke-document.ts";
import { scene } from "./scene.ts";

test("a revoked licence is told to its holder once, with the reason and how to object, and stands in the history", async (t) => {
  const s = await scene(t);
  const id = await s.submitted();
  await s.approved(id);
  await s.paid(id);
  await s.issue(id);
  const { document } = (await s.look(id)).row;
  const reason = "Lapak dipindahkan tanpa izin baru.";
  await s.act(s.head, revokeDocument, { id: document!, reason });
  await s.work();
  const told = async () => (await s.asOwner("select 1 from messages.message where kind = 'case-revoked'")).length;
  assert.equal(await told(), 1);
  // The fact told again: the same answer, no second letter.
  const again = { id: s.world.newId(), name: "documents.revoked", subject: document!, body: { of: id } };
  for (let i = 0; i < 2; i += 1) await onRevoked.handle({ world: s.world, ...workContext(s.world) }, again);
  assert.equal(await told(), 2);
  const { acts } = await s.look(id);
  assert.equal(acts.filter(({ kind }) => kind === "revoked").length, 2);
  assert.equal(acts.at(-1)?.body.message, reason);
});
