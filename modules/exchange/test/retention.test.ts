import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { type TestContext, test } from "node:test";
import { workContext } from "../../../kernel/jobs/worker.ts";
import { holdingIn } from "../../../test/held.ts";
import { actors } from "../../../test/stage.ts";
import { demoPeople } from "../../registry/index.ts";
import { proofOf } from "../gateway/answer.ts";
import { messageProof } from "../queries/messages.ts";
import { sweepJob } from "../retention/sweep.ts";
import { keepOn } from "../settings.ts";
import type { MessageRow } from "../tables.ts";
import { agencies } from "./agencies.ts";
import { told } from "./told.ts";

const find = "/r1/TIRTA/GOV/disdukcapil/register/population/find";

async function asking(t: TestContext, terms: object = {}) {
  const s = await agencies(t);
  const web = await s.web();
  const mine = await s.system();
  const agreement = await s.agreed(mine.id, "population", terms);
  const nik = demoPeople(s.world.government).get("narti")!.nik;
  const send = (id: string = randomUUID()) =>
    web.inject(s.signed(mine.key, { path: find, id, body: JSON.stringify({ nik }) }));
  const sweep = () => sweepJob.handle(workContext(s.world, "exchange"), {});
  const messages = () => s.asOwner<MessageRow>("select * from exchange.message order by request_in");
  const older = (days: number) =>
    s.asOwner("update exchange.message set request_in = request_in - make_interval(days => $1)", [days]);
  return { ...s, web, mine, agreement, send, sweep, messages, older };
}

test("of an old message what was signed goes and its hash stays, the same as in the public log; later the line goes, and the log's proof stays", async (t) => {
  const s = await asking(t);
  assert.equal((await s.send()).statusCode, 200);
  const [before] = await s.messages();
  await s.sweep();
  assert.equal((await s.messages())[0]!.proof, null, "nothing young is touched");
  const { textDays, messageDays } = keepOn(s.world.government, "2026-11-24");
  await s.older(textDays + 1);
  assert.equal((await s.send()).statusCode, 200);
  await s.sweep();
  await s.sweep();
  const [old, young] = await s.messages();
  assert.deepEqual(
    [old!.request_base, old!.response_base, old!.user_id, old!.proof],
    [null, null, null, proofOf(before!)],
  );
  assert.ok(young!.request_base);
  // Who holds both messages still shows that these signatures are over them, and that the log knew of it.
  assert.equal(old!.response_signature, before!.response_signature);
  const [line] = await s.asOwner<{ body: { proof: string } }>(
    "select body from kernel.journal where name = 'exchange.log-message' and subject = $1",
    [old!.id],
  );
  assert.equal(line!.body.proof, old!.proof);
  const shown = await s.ask(s.consumer, messageProof, { id: old!.id });
  assert.deepEqual([shown.proof, shown.message.status], [old!.proof, 200]);
  await s.older(messageDays + 1);
  await s.sweep();
  assert.equal((await s.messages()).length, 0);
  const lines = await s.asOwner("select 1 from kernel.journal where name = 'exchange.log-message'");
  assert.equal(lines.length, 2, "the log forgets nothing");
});

test("the application's own login cannot change a message, nor forget one that is not old", async (t) => {
  const s = await asking(t);
  assert.equal((await s.send()).statusCode, 200);
  for (const text of ["update exchange.message set status = 1", "delete from exchange.message"])
    await assert.rejects(s.world.database.statement(text), /permission denied/);
  for (const name of ["forget_messages", "shorten_messages"])
    await s.world.database.statement(`select exchange.${name}(now() + interval '100 years', 100)`);
  const [row] = await s.messages();
  assert.equal(row!.proof, null);
});

test("ids that came in are forgotten when no signature of their age is taken, and a message is not taken twice for that", async (t) => {
  const s = await asking(t);
  const id = "sekali-00000001";
  assert.equal((await s.send(id)).statusCode, 200);
  await s.sweep();
  assert.equal((await s.asOwner("select 1 from exchange.seen")).length, 1);
  s.clock.forward(3_600_000);
  await s.sweep();
  assert.equal((await s.asOwner("select 1 from exchange.seen")).length, 0);
  assert.equal((await s.send(id)).headers["x-road-error"], "Client.Replayed");
});

test("deliveries and their events go some days after they are settled; what somebody waits for or put aside stays", async (t) => {
  const s = await told(t);
  const sweep = () => sweepJob.handle(workContext(s.world, "exchange"), {});
  await s.change("narti", { name: "Narti A" });
  await s.hand();
  await s.change("joko", { name: "Joko A" });
  await s.there.close();
  await s.hand();
  await s.asOwner("update exchange.delivery set state = 'dead' where state = 'waiting'");
  const left = () => s.count("exchange.event", "exchange.delivery");
  await sweep();
  assert.deepEqual(await left(), [2, 2]);
  // One that a system published, and that nobody was waiting for: it is sealed under a key of its own.
  const published = randomUUID();
  await s.asOwner(
    `insert into exchange.event (id, service, kind, subject, sealed, at, spread)
     select $1, service, 'published', 'x', 'x', $2, true from exchange.event limit 1`,
    [published, s.world.clock.now()],
  );
  await s.asOwner(
    "insert into kernel.subject_key (subject, wrapped, master, created_at) values ($1, 'x', 'x', now())",
    [published],
  );
  s.clock.forward(31 * 86_400_000);
  await sweep();
  assert.deepEqual(await left(), [1, 1]);
  assert.deepEqual(await s.asOwner("select 1 from kernel.subject_key where subject = $1", [published]), []);
});

test("a person's copy holds which agencies asked, unless the agreement hides it; and what is on its way, which may go once nobody waits for it", async (t) => {
  const s = await told(t);
  const nik = demoPeople(s.world.government).get("narti")!.nik;
  const web = await s.web();
  await web.inject(s.signed(s.mine.key, { path: find, body: JSON.stringify({ nik }) }));
  await s.change("narti", { name: "Narti A" });
  await s.hand();
  const [narti, joko] = ["narti", "joko"].map((key) => actors.citizen(s.id(key), { assurance: 2 }));
  const messages = holdingIn(s, "exchange.message");
  const asked = await messages.of(narti!, s.id("narti"));
  assert.equal(asked.length, 2, "by question, and by being told");
  assert.deepEqual(
    [asked[1]!.shows.agency, asked[1]!.shows.system, asked[1]!.shows.fields],
    ["dinsos", "bansos", ["name", "address"]],
  );
  assert.match(String(asked[1]!.shows.agreement), /^PKS-2026-/);
  const events = holdingIn(s, "exchange.event");
  const [event] = await events.of(narti!, s.id("narti"));
  assert.deepEqual([event!.shows.kind, event!.shows.fields], ["changed", ["name"]]);
  assert.deepEqual(await events.of(joko!, s.id("narti")), [], "nobody sees another's");
  assert.deepEqual(await messages.of(joko!, s.id("joko")), []);
  await s.asOwner(`update kernel.journal set body = body || '{"visible":"oversight"}' where hat = 'machine'`);
  assert.deepEqual(await messages.of(narti!, s.id("narti")), []);

  await s.there.close();
  await s.change("narti", { name: "Narti B" });
  await s.hand();
  const later = new Date(s.world.clock.now().getTime() + 1000);
  assert.deepEqual(await events.ended(later), [{ id: event!.id, person: s.id("narti") }], "the other one waits");
  await events.remove([event!.id]);
  assert.deepEqual(await s.count("exchange.event", "exchange.delivery"), [1, 1]);
});
