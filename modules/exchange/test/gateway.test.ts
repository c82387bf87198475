import assert from "node:assert/strict";
import { createPublicKey, randomUUID } from "node:crypto";
import { test } from "node:test";
import { myEntries } from "../../privacy/index.ts";
import { demoPeople } from "../../registry/index.ts";
import { endAgreement } from "../commands/agreements.ts";
import { revokeKey } from "../commands/systems.ts";
import type { Request } from "../signature/base.ts";
import { digestHolds } from "../signature/digest.ts";
import { verifyMessage } from "../signature/verify.ts";
import { agencies } from "./agencies.ts";

const find = "/r1/TIRTA/GOV/disdukcapil/register/population/find";

async function ready(t: Parameters<typeof agencies>[0], more: object = {}) {
  const s = await agencies(t);
  const web = await s.web();
  const system = await s.system();
  const agreement = await s.agreed(system.id, "population", more);
  const nik = demoPeople(s.world.government).get("narti")!.nik;
  const body = JSON.stringify({ nik });
  const send = (more: object = {}) => web.inject(s.signed(system.key, { path: find, body, ...more }) as never);
  return { ...s, web, mine: system, agreement, nik, body, send };
}

test("a system reads by its agreement: only the agreed fields, signed and bound to the question; the person sees it", async (t) => {
  const s = await ready(t);
  const asked = s.signed(s.mine.key, { path: find, body: s.body }) as { headers: Record<string, string> };
  const answer = await s.web.inject(asked);
  assert.equal(answer.statusCode, 200, answer.body);
  const { record } = answer.json();
  assert.deepEqual(Object.keys(record).sort(), ["address", "name"]);
  assert.equal(record.name, "Narti Suryani");
  assert.equal(answer.headers["x-road-id"], asked.headers["x-road-id"]);
  assert.ok(digestHolds(String(answer.headers["content-digest"]), answer.rawPayload));

  const [key] = await s.asOwner<{ id: string; public: string }>(
    "select k.id, k.public from exchange.key k join exchange.system s on s.id = k.system where s.member = 'disdukcapil'",
  );
  const request: Request = { method: "POST", url: new URL(find, s.world.config.PUBLIC_URL), headers: asked.headers };
  const proven = await verifyMessage(
    { status: 200, headers: answer.headers as Record<string, string>, request },
    {
      key: (id) => (id === key!.id ? { publicKey: createPublicKey(key!.public), algorithm: "ed25519" } : null),
      covers: ["@status", "content-digest", "x-road-id", "signature;req"],
      now: s.world.clock.now(),
      maxAge: 300,
    },
  );
  assert.equal(proven.ok, true, JSON.stringify(proven));

  const { rows } = await s.ask(s.owner, myEntries, { kind: "read" });
  const [line] = rows.filter(({ hat }) => hat === "machine");
  assert.deepEqual(
    [line!.name, line!.agency, line!.office, line!.purpose, [...line!.fields].sort(), line!.subject],
    ["registry.agreed-person", "dinsos", "bansos", "service", ["address", "name"], s.agreement],
  );
  const [message] = await s.asOwner<Record<string, unknown>>("select * from exchange.message");
  assert.deepEqual(
    [message!.status, message!.endpoint, message!.fault, message!.agreement],
    [200, "POST /find", null, s.agreement],
  );
  assert.ok(
    !Object.values(message!).some((value) => String(value).includes(s.nik)),
    "the log holds no number of the person",
  );
});

test("each check that fails is said by its name, and nothing is answered", async (t) => {
  const s = await ready(t);
  const stranger = await s.system("lain");
  const hour = 3_600_000;
  const cases: [
    string,
    number,
    () => Promise<{ statusCode: number; body: string; headers: Record<string, unknown> }>,
  ][] = [
    ["Client.InvalidClientIdentifier", 400, () => s.send({ headers: { "x-road-client": "nobody" } })],
    ["Client.InvalidClientIdentifier", 400, () => s.send({ client: "TIRTA/GOV/dinsos/lain" })],
    ["Client.InvalidRequest", 400, () => s.send({ path: "/r1/TIRTA/GOV" })],
    ["Client.InvalidRequest", 400, () => s.send({ id: "short" })],
    ["Client.InvalidRequest", 400, () => s.send({ body: "[]" })],
    ["Client.SignatureRefused", 400, () => s.send({ created: new Date(s.world.clock.now().getTime() - hour) })],
    ["Client.SignatureRefused", 400, () => s.send({ created: new Date(s.world.clock.now().getTime() + hour) })],
    ["Client.SignatureRefused", 400, () => s.send({ components: ["@method"] })],
    [
      "Client.SignatureRefused",
      400,
      () =>
        s.web.inject({
          method: "POST",
          url: find,
          payload: s.body,
          headers: {
            "content-type": "application/json",
            "x-road-client": "TIRTA/GOV/dinsos/bansos",
            "x-road-id": randomUUID(),
          },
        }),
    ],
    [
      "Client.DigestMismatch",
      400,
      () =>
        s.web.inject({
          ...(s.signed(s.mine.key, { path: find, body: s.body }) as object),
          payload: `${s.body} `,
        } as never),
    ],
    [
      "Client.SignatureRefused",
      400,
      () =>
        s.web.inject({
          ...(s.signed(s.mine.key, { path: find, body: s.body }) as object),
          url: `${find}?x=1`,
        } as never),
    ],
    ["Server.ServerProxy.UnknownService", 500, () => s.send({ path: find.replace("population", "none") })],
    ["Server.ServerProxy.UnknownService", 500, () => s.send({ path: find.replace("/find", "/everything") })],
    ["Server.ServerProxy.AccessDenied", 500, () => s.send({ path: find.replace("population", "biodata") })],
    [
      "Server.ServerProxy.AccessDenied",
      500,
      () => s.web.inject(s.signed(stranger.key, { path: find, body: s.body }) as never),
    ],
  ];
  const before = (await s.ask(s.owner, myEntries, { kind: "read" })).rows.length;
  for (const [type, status, attempt] of cases) {
    const answer = await attempt();
    assert.deepEqual([answer.statusCode, answer.headers["x-road-error"]], [status, type], answer.body);
    assert.equal(JSON.parse(answer.body).type, type);
    assert.ok(!answer.body.includes("Narti"));
  }
  assert.equal((await s.ask(s.owner, myEntries, { kind: "read" })).rows.length, before);
});

test("a message is taken once: sent again, even at the same moment, it is refused", async (t) => {
  const s = await ready(t);
  const asked = s.signed(s.mine.key, { path: find, body: s.body }) as { headers: Record<string, string> };
  const answers = await Promise.all([1, 2, 3, 4].map(() => s.web.inject(asked as never)));
  assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [200, 400, 400, 400]);
  assert.equal((await s.web.inject(asked as never)).headers["x-road-error"], "Client.Replayed");
});

test("what ended opens nothing: an agreement, a key, a day's volume", async (t) => {
  const s = await ready(t, { daily: 2 });
  assert.equal((await s.send()).statusCode, 200);
  assert.equal((await s.send()).statusCode, 200);
  assert.equal((await s.send()).headers["x-road-error"], "Server.ServerProxy.VolumeExceeded");
  await s.act(s.provider, endAgreement, { id: s.agreement, reason: "Selesai" });
  assert.equal((await s.send()).headers["x-road-error"], "Server.ServerProxy.AccessDenied");
  await s.act(s.consumer, revokeKey, { system: s.mine.id, key: s.mine.key.id });
  await new Promise((resolve) => setTimeout(resolve, 5_100));
  assert.equal((await s.send()).headers["x-road-error"], "Client.SignatureRefused");
});

test("the plain face answers with statuses and a problem document; nobody is found without a word", async (t) => {
  const s = await ready(t);
  const plain = find.replace("/r1", "/exchange/v1");
  const missing = await s.send({ path: plain, body: JSON.stringify({ nik: "9901010101010001" }) });
  assert.deepEqual([missing.statusCode, missing.json()], [404, { error: "no-record" }]);
  const refused = await s.send({ path: plain.replace("population", "biodata") });
  assert.equal(refused.statusCode, 403);
  assert.match(String(refused.headers["content-type"]), /application\/problem\+json/);
  assert.equal(refused.json().status, 403);
  const exists = await s.send({ path: plain.replace("/find", "/exists") });
  assert.deepEqual(exists.json(), { exists: true });
});

test("what an agreement hides from the person for a while is written down and not shown", async (t) => {
  const s = await ready(t, { visible: "oversight" });
  assert.equal((await s.send()).statusCode, 200);
  const [line] = await s.asOwner<{ body: { visible?: string } }>(
    "select body from kernel.journal where hat = 'machine'",
  );
  assert.equal(line!.body.visible, "oversight");
});
