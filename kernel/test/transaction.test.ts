import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { actors, stage } from "../../test/stage.ts";
import { manifest } from "./guestbook/module.ts";

const modules = [manifest];
const house = actors.system("kernel");
const setting = "insert into kernel.setting (name, value) values ($1, '1')";

test("a statement that was sent without waiting and fails undoes all, and the commit says why", async (t) => {
  const { world, count } = await stage(t, { modules });
  await world.database.inTransaction(house, true, (tx) => tx.query(setting, ["one"]));
  const [before] = await count("kernel.setting");
  const twice = world.database.inTransaction(house, true, async (tx) => {
    await tx.query(setting, ["two"]);
    tx.send(setting, ["one"]);
    return "done";
  });
  await assert.rejects(twice, { code: "23505" });
  assert.deepEqual(await count("kernel.setting"), [before]);
});

test("a failure that was swallowed on the way is not taken for a commit", async (t) => {
  const { world } = await stage(t, { modules });
  const swallowed = world.database.inTransaction(house, true, async (tx) => {
    await tx.query("select 1 / 0").catch(() => {});
    return "done";
  });
  await assert.rejects(swallowed, /The transaction was undone/);
});

test("each transaction knows its own actor, however many share the connections at once", async (t) => {
  const { world } = await stage(t, { modules });
  const people = Array.from({ length: 60 }, () => randomUUID());
  const seen = await Promise.all(
    people.map((person) =>
      world.database.inTransaction(actors.citizen(person), false, async (tx) => {
        const [first, second] = await Promise.all([
          tx.query<{ person: string }>("select kernel.actor_person() as person"),
          tx.query<{ kind: string }>("select kernel.actor_kind() as kind"),
        ]);
        return [first[0]!.person, second[0]!.kind];
      }),
    ),
  );
  assert.deepEqual(
    seen,
    people.map((person) => [person, "citizen"]),
  );
  const [after] = await world.database.statement<{ kind: string; person: string | null }>(
    "select kernel.actor_kind() as kind, kernel.actor_person() as person",
  );
  assert.deepEqual([after!.kind || "nobody", after!.person], ["nobody", null]);
});
