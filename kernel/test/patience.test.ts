import assert from "node:assert/strict";
import { test } from "node:test";
import { stage } from "../../test/stage.ts";
import { Refusal } from "../index.ts";
import { manifest } from "./guestbook/module.ts";

const tooMany = (error: unknown) =>
  error instanceof Refusal && error.code === "too-many" && Number(error.values.seconds) > 0;

test("a door opens so many times, then asks to wait; other people and other doors are not held up; forgiven starts anew", async (t) => {
  const { world } = await stage(t, { modules: [manifest] });
  const limit = { times: 3, seconds: 60 };
  for (const patience of [world.patience, world.floods]) {
    const tries = await Promise.allSettled([1, 2, 3, 4, 5].map(() => patience.knock("door", "ani", limit)));
    assert.equal(tries.filter((each) => each.status === "fulfilled").length, 3);
    for (const each of tries) if (each.status === "rejected") assert.ok(tooMany(each.reason), String(each.reason));
    await patience.knock("door", "budi", limit);
    await patience.knock("other-door", "ani", limit);
    await patience.forgive("door", "ani");
    await patience.knock("door", "ani", limit);
  }
});

test("who knocked is kept only as a keyed hash", async (t) => {
  const { world, asOwner } = await stage(t, { modules: [manifest] });
  await world.patience.knock("door", "ani@tirta.example", { times: 3, seconds: 60 });
  const rows = await asOwner<{ key: string }>("select key from kernel.rate");
  assert.equal(rows.length, 1);
  assert.ok(!rows[0]!.key.includes("ani"));
});
