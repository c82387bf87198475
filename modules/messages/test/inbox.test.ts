import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { z } from "zod";
import { command, Refusal } from "../../../kernel/index.ts";
import { actors } from "../../../test/stage.ts";
import { markRead } from "../commands/mark-read.ts";
import { sendMessage } from "../commands/send-message.ts";
import { messageById, myMessages, unreadCount } from "../queries/inbox.ts";
import { post, system } from "./post.ts";

const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
const both = { id: "a", en: "b" };

test("a message and its copy are sent if and only if what they tell of happened", async (t) => {
  const s = await post(t, { SMTP_URL: "smtp://127.0.0.1:1" });
  const tellAnd = (dies: boolean) =>
    command({
      name: "test.tell",
      input: z.object({}),
      allow: [{ hat: "system" }],
      async carryOut({ tell }) {
        await tell(sendMessage, { toPerson: s.narti.person, email: "a@b.example", kind: "x", title: both, body: both });
        if (dies) throw new Error("after it was told");
        return { result: null };
      },
    });
  await assert.rejects(s.act(system, tellAnd(true), {}), /after it was told/);
  const places = ["messages.message", "messages.delivery", "graphile_worker._private_jobs", "kernel.journal"];
  assert.deepEqual(await s.count(...places), [0, 0, 0, 0]);
  await s.act(system, tellAnd(false), {});
  assert.deepEqual(await s.count(...places), [1, 1, 1, 2]);
});

test("a message is its addressee's alone: for everybody else it is not there, and can't be marked", async (t) => {
  const s = await post(t);
  const { message } = await s.send();
  const others = {
    "another citizen": actors.citizen(s.world.newId()),
    "the addressee in the hat of a business": actors.business(s.narti.person!, s.world.newId()),
  };
  for (const [who, actor] of Object.entries(others)) {
    await assert.rejects(s.ask(actor, messageById, { id: message }), refused("not-found"), who);
    await assert.rejects(s.act(actor, markRead, { id: message }), refused("not-found"), who);
    assert.deepEqual((await s.ask(actor, myMessages, {})).rows, [], who);
    assert.equal(await s.ask(actor, unreadCount, {}), 0, who);
  }
  const officer = actors.officer(s.world.newId(), "dpmptsp", "perizinan", ["reviewer", "auditor"], { assurance: 3 });
  for (const query of [messageById, myMessages] as const)
    await assert.rejects(
      s.ask(officer, query as never, (query === messageById ? { id: message } : {}) as never),
      Refusal,
    );
  await assert.rejects(s.ask(actors.stranger, messageById, { id: message }), refused("sign-in-needed"));
  for (const id of ["x", s.world.newId()])
    await assert.rejects(s.ask(s.narti, messageById, { id }), refused("not-found"));
  assert.equal((await s.ask(s.narti, messageById, { id: message })).id, message);
});

test("the inbox of a business is read by all who hold its mandate now, whatever it is for, and by no other", async (t) => {
  const s = await post(t);
  const warung = s.world.newId();
  const { message } = await s.send({ toBusiness: warung });
  await s.send();
  const staff = [["apply"], ["pay"], []].map((scopes) => actors.business(s.world.newId(), warung, scopes));
  for (const one of staff)
    assert.deepEqual(
      (await s.ask(one, myMessages, {})).rows.map(({ id }) => id),
      [message],
    );
  const rival = actors.business(s.world.newId(), s.world.newId());
  assert.deepEqual((await s.ask(rival, myMessages, {})).rows, []);
  await assert.rejects(s.ask(rival, messageById, { id: message }), refused("not-found"));
  await assert.rejects(s.ask(s.narti, messageById, { id: message }), refused("not-found"));
  await s.act(staff[1]!, markRead, { id: message });
  assert.equal(await s.ask(staff[0]!, unreadCount, {}), 0, "read by one is read by the business");
});

test("read is read: the first moment stays, and the count goes down by one", async (t) => {
  const s = await post(t);
  const { message } = await s.send();
  await s.send();
  assert.equal(await s.ask(s.narti, unreadCount, {}), 2);
  const first = s.clock.now();
  await s.act(s.narti, markRead, { id: message });
  s.clock.forward(60_000);
  await s.act(s.narti, markRead, { id: message });
  assert.deepEqual((await s.ask(s.narti, messageById, { id: message })).read_at, first);
  assert.equal(await s.ask(s.narti, unreadCount, {}), 1);
});

test("only the house sends, to one person or one business, and a link leads nowhere else", async (t) => {
  const s = await post(t);
  const good = { toPerson: s.narti.person, kind: "x", title: both, body: both };
  for (const who of [
    actors.stranger,
    s.narti,
    actors.officer(s.world.newId(), "dpmptsp", "loket", ["head"], { assurance: 3 }),
  ])
    await assert.rejects(s.act(who, sendMessage, good), Refusal);
  const bad = [
    { ...good, toBusiness: s.world.newId() },
    { ...good, toPerson: null },
    { ...good, link: "https://jahat.example" },
    { ...good, link: "//jahat.example" },
    { ...good, link: "/\\jahat.example" },
    { ...good, title: { id: "", en: "x" } },
    { ...good, body: { id: "x".repeat(4001), en: "x" } },
  ];
  for (const message of bad) await assert.rejects(s.act(system, sendMessage, message), refused("invalid"));
  assert.deepEqual(await s.count("messages.message"), [0]);
});

test("pages put together are the whole inbox, newest first, each message once, down and back up, whatever their size", async (t) => {
  const s = await post(t);
  const sent: string[] = [];
  for (let n = 0; n < 37; n += 1) {
    // Several in one millisecond too: the key orders them all the same.
    if (n % 3 === 0) s.clock.forward(1000);
    sent.unshift((await s.send()).message);
    await s.send({ toPerson: undefined, toBusiness: s.world.newId() });
  }
  const everything = [...sent].sort().reverse();
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 45 }), async (limit) => {
      const down: string[] = [];
      const ends: string[] = [];
      let after: string | undefined;
      for (;;) {
        const { rows, older, newer } = await s.ask(s.narti, myMessages, { limit, ...(after && { after }) });
        assert.ok(rows.length <= limit && down.length <= everything.length, "it comes to an end");
        assert.equal(newer === null, after === undefined);
        down.push(...rows.map(({ id }) => id));
        if (!older) {
          ends.push(...rows.map(({ id }) => id));
          break;
        }
        after = older;
      }
      assert.deepEqual(down, everything);
      const up: string[] = [];
      let before: string | undefined = ends[0];
      while (before) {
        const page: Awaited<
          ReturnType<typeof s.ask<typeof myMessages.input, undefined, { rows: { id: string }[]; newer: string | null }>>
        > = await s.ask(s.narti, myMessages, { limit, before });
        assert.ok(up.length <= everything.length, "it comes to an end");
        up.unshift(...page.rows.map(({ id }) => id));
        before = page.newer ?? undefined;
      }
      assert.deepEqual([...up, ...ends], everything);
    }),
    { numRuns: 12 },
  );
});
