import assert from "node:assert/strict";
import { createPublicKey } from "node:crypto";
import { test } from "node:test";
import { myEntries } from "../../privacy/index.ts";
import { demoPeople } from "../../registry/index.ts";
import { endAgreement } from "../commands/agreements.ts";
import { askSystem } from "../commands/systems.ts";
import { deliverLetters } from "../federation/deliver.ts";
import { replaceHouseKey } from "../federation/house.ts";
import { lettersPath } from "../federation/letter.ts";
import { decidePeer, takePeerKey } from "../federation/peers.ts";
import { pullDirectory } from "../federation/pull.ts";
import { sealHolds } from "../party.ts";
import { contentDigest } from "../signature/digest.ts";
import { verifyMessage } from "../signature/verify.ts";
import type { AgreementRow } from "../tables.ts";
import { governments } from "./governments.ts";

const errorOf = (answer: { headers: Record<string, unknown> }) => answer.headers["x-road-error"];

test("from two strangers to a record each way: agreed under both seals, answered, verified, logged on both sides, seen by the person", async (t) => {
  const g = await governments(t);
  await g.peered();
  const there = await g.agreed(g.tirta, g.provtirta);
  const here = await g.agreed(g.provtirta, g.tirta);

  for (const id of [there, here]) {
    const look = (s: typeof g.tirta | typeof g.provtirta) =>
      s.asOwner<AgreementRow>("select * from exchange.agreement where id = $1", [id]);
    const [[one], [other]] = [await look(g.tirta), await look(g.provtirta)];
    assert.deepEqual([one!.state, other!.state], ["active", "active"]);
    assert.equal(one!.content, other!.content);
    assert.equal(one!.hash, other!.hash);
    for (const seal of [
      one!.consumer_signature,
      one!.provider_signature!,
      other!.consumer_signature,
      other!.provider_signature!,
    ])
      assert.ok(sealHolds(seal, one!.content));
  }

  // The regency's system reads a vehicle of the province.
  const { asked, answer } = await g.sends(g.tirta, { path: g.paths.vehicles, body: '{"plate":"T 1234 XY"}' });
  assert.equal(answer.statusCode, 200, answer.body);
  assert.deepEqual(answer.json(), { plate: "T 1234 XY", year: 2021 });
  // The client itself can check it, end to end, by the provider's key in the directory.
  const document = JSON.parse((await (await g.provtirta.web()).inject("/exchange/directory")).body);
  const key = document.members.find(({ code }: { code: string }) => code === "bapendaprov").systems[0].keys[0];
  const proven = await verifyMessage(
    {
      status: 200,
      headers: answer.headers as Record<string, string>,
      request: { method: "POST", url: new URL(asked.url, "http://x.test"), headers: asked.headers },
    },
    {
      key: (id) => (id === key.id ? { publicKey: createPublicKey(key.public), algorithm: "ed25519" } : null),
      covers: ["@status", "content-digest", "signature;req"],
      now: g.tirta.world.clock.now(),
      maxAge: 300,
    },
  );
  assert.equal(proven.ok, true, JSON.stringify(proven));

  // The province's system reads a person of the regency.
  const nik = demoPeople(g.tirta.world.government).get("narti")!.nik;
  const read = await g.sends(g.provtirta, { path: g.paths.people, body: JSON.stringify({ nik }) });
  assert.equal(read.answer.statusCode, 200, read.answer.body);
  assert.equal(read.answer.json().record.name, "Narti Suryani");
  const { rows } = await g.tirta.ask(g.tirta.owner, myEntries, { kind: "read" });
  const seen = rows.filter(({ hat }) => hat === "machine");
  assert.deepEqual(
    seen.map(({ agency, office, subject }) => [agency, office, subject]),
    [["PROVTIRTA/GOV/dinsosprov", "pkh", here]],
  );

  const log = (s: typeof g.tirta | typeof g.provtirta) =>
    s.asOwner<Record<string, unknown>>(
      "select role, service, status, fault, agreement, request_signature, response_signature, response_key from exchange.message order by request_in",
    );
  const [mine, theirs] = [await log(g.tirta), await log(g.provtirta)];
  assert.deepEqual(mine.map(({ role, service, status }) => [role, service, status]).sort(), [
    ["client", "kendaraan", 200],
    ["provider", "population", 200],
  ]);
  assert.deepEqual(theirs.map(({ role, service, status }) => [role, service, status]).sort(), [
    ["client", "population", 200],
    ["provider", "kendaraan", 200],
  ]);
  // Both sides hold the same proof: the same question, the same answer.
  for (const service of ["kendaraan", "population"]) {
    const of = (rows: Record<string, unknown>[]) => {
      const { role: _role, ...row } = rows.find((one) => one.service === service)!;
      return row;
    };
    assert.deepEqual(of(mine), of(theirs));
  }
});

test("each check that fails between two governments is said by its name; nothing is logged twice", async (t) => {
  const g = await governments(t);
  await g.peered();
  await g.agreed(g.tirta, g.provtirta);
  const { wire } = g.provtirta;
  const ask = async (more: object = {}) => (await g.sends(g.tirta, { path: g.paths.vehicles, ...more })).answer;
  const says = async (error: string, words: RegExp, more: object = {}) => {
    const before = g.service.asked;
    const answer = await ask(more);
    assert.equal(errorOf(answer), error, answer.body);
    assert.match(`${answer.json().message} ${answer.json().detail}`, words);
    return g.service.asked - before;
  };
  const onCalls =
    <T extends { path: string }>(change: (one: T) => void) =>
    (one: T) => {
      if (one.path.startsWith("/r1/")) change(one);
    };

  // Lying: the answer's body, another status, an answer to another question, no signature at all.
  wire.alter = onCalls((answer) => {
    answer.body = Buffer.from('{"plate":"T 1234 XY","year":2099}');
  });
  await says("Server.ClientProxy.AnswerRefused", /Content-Digest/);
  wire.alter = onCalls((answer) => {
    answer.status = 201;
  });
  await says("Server.ClientProxy.AnswerRefused", /wrong/);
  let kept: { headers: Record<string, string>; body: Buffer } | null = null;
  wire.alter = onCalls((answer) => {
    kept = { headers: answer.headers, body: answer.body };
  });
  assert.equal((await ask()).statusCode, 200);
  wire.alter = onCalls((answer) => Object.assign(answer, kept));
  await says("Server.ClientProxy.AnswerRefused", /wrong|another message/);
  wire.alter = onCalls((answer) => {
    delete answer.headers.signature;
    delete answer.headers["signature-input"];
  });
  await says("Server.ClientProxy.AnswerRefused", /no signature/);
  wire.alter = onCalls((answer) => {
    answer.body = Buffer.alloc(11_000_000);
  });
  await says("Server.ClientProxy.TooLarge", /larger than/);
  wire.alter = null;

  // Tampered on the way: the path's query, the body, the house's signature taken away.
  wire.meddle = onCalls((asked) => {
    asked.path += "?all=yes";
  });
  assert.equal(await says("Server.ServerProxy.GatewayRefused", /wrong/), 0);
  wire.meddle = onCalls((asked) => {
    asked.body = Buffer.from('{"plate":"*"}');
    asked.headers["content-length"] = String(asked.body.length);
  });
  assert.equal(await says("Client.DigestMismatch", /body/), 0);
  wire.meddle = onCalls((asked) => {
    asked.headers.signature = asked.headers.signature!.replace(/, house=.*/, "");
    asked.headers["signature-input"] = asked.headers["signature-input"]!.replace(/, house=.*/, "");
  });
  // Whoever takes the house's signature away gets no signed answer either.
  assert.equal(await says("Server.ClientProxy.AnswerRefused", /no signature/), 0);
  wire.meddle = null;

  // A clock off by an hour, on either side.
  const hour = 3_600_000;
  g.provtirta.clock.set(new Date(g.tirta.clock.now().getTime() + hour));
  assert.equal(await says("Server.ClientProxy.AnswerRefused", /from-the-future/), 0);
  g.provtirta.clock.set(new Date(g.tirta.clock.now().getTime() - hour));
  assert.equal(await says("Server.ClientProxy.AnswerRefused", /too-old/), 0);
  g.provtirta.clock.set(g.tirta.clock.now());

  // Slow, dead, back again.
  wire.instead = () => {};
  const began = performance.now();
  await says("Server.ClientProxy.Timeout", /no answer in 3000 ms/);
  assert.ok(performance.now() - began < 6_000);
  wire.instead = null;
  wire.cut();
  await says("Server.ClientProxy.NetworkError", /cannot be reached/);
  wire.mend();
  assert.equal((await ask()).statusCode, 200);

  // A message is taken once, here and there.
  const { asked } = await g.sends(g.tirta, { path: g.paths.vehicles });
  const web = await g.tirta.web();
  assert.equal(errorOf(await web.inject(asked as never)), "Client.Replayed");
  assert.equal(
    await says("Client.SignatureRefused", /not-portable/, {
      headers: { "user-agent": "klien" },
      components: ["@method", "@path", "@query", "user-agent", "x-road-client", "x-road-id", "content-digest"],
    }),
    0,
  );
  assert.equal(
    await says("Server.ClientProxy.UnknownMember", /No such government/, {
      path: g.paths.vehicles.replace("PROVTIRTA", "LAIN"),
    }),
    0,
  );

  const twice = await g.tirta.asOwner(
    "select message_id from exchange.message where fault is distinct from 'Client.Replayed' group by message_id having count(*) > 1",
  );
  assert.deepEqual(twice, []);
});

test("a system of another government comes in through its own gateway alone", async (t) => {
  const g = await governments(t);
  await g.peered();
  await g.agreed(g.provtirta, g.tirta);
  const nik = demoPeople(g.tirta.world.government).get("narti")!.nik;
  const { asked } = await g.sends(g.provtirta, {
    path: g.paths.people,
    body: JSON.stringify({ nik }),
    id: "yang-pertama-01",
  });
  const direct = await (await g.tirta.web()).inject({ ...(asked as object), headers: { ...asked.headers } } as never);
  assert.equal(errorOf(direct as never), "Server.ServerProxy.GatewayRefused");
});

test("a copy of the directory that is old, over, changed or of another key is refused by name, and the good one kept until it ends", async (t) => {
  const g = await governments(t);
  const { wire } = g.provtirta;
  const copy = async () =>
    (
      await g.tirta.asOwner<{ sequence: bigint; fault: string | null; offered_fingerprint: string | null }>(
        "select sequence, fault, offered_fingerprint from exchange.peer",
      )
    )[0]!;
  const pull = async () => (await pullDirectory(g.tirta.world, "PROVTIRTA")).fault;
  await g.trust(g.tirta, g.provtirta);
  const first = await copy();
  assert.equal(first.fault, null);

  // What was given out once is kept by somebody who would pass it off later.
  const served = await (await g.provtirta.web()).inject("/exchange/directory");
  await g.provtirta.act(g.provtirta.staff.consumer, askSystem, {
    system: "baru",
    name: { id: "Baru", en: "New" },
    contact: "data@agency.example",
  });
  g.provtirta.clock.forward(40 * 3_600_000);
  g.tirta.clock.forward(40 * 3_600_000);
  await later();
  assert.equal(await pull(), null);
  const second = await copy();
  assert.ok(second.sequence > first.sequence);
  wire.alter = (answer) => Object.assign(answer, { headers: { ...served.headers }, body: served.rawPayload });
  assert.match((await pull())!, /^rollback: number \d+ is older/);
  wire.alter = (answer) => {
    answer.body = Buffer.from(answer.body.toString().replace("samsat", "samsut"));
  };
  assert.match((await pull())!, /^digest/);
  wire.alter = (answer) => {
    answer.body = Buffer.from(answer.body.toString().replace("samsat", "samsut"));
    answer.headers["content-digest"] = contentDigest(answer.body);
  };
  assert.match((await pull())!, /^signature wrong/);
  wire.alter = (answer) => {
    answer.body = Buffer.alloc(21_000_000);
  };
  assert.match((await pull())!, /^too-large/);
  wire.alter = null;
  wire.cut();
  assert.match((await pull())!, /^unreachable/);
  assert.equal((await copy()).sequence, second.sequence);

  // Away for longer than its copy holds: nothing is exchanged on the word of a copy that is over.
  g.tirta.clock.forward(80 * 3_600_000);
  const { answer } = await g.sends(g.tirta, { path: g.paths.vehicles });
  assert.equal(errorOf(answer), "Server.ClientProxy.DirectoryExpired", answer.body);
  wire.mend();
  await later();
  assert.match((await pull())!, /^expired/);
  g.provtirta.clock.forward(80 * 3_600_000 + 3_600_000);
  await later();
  assert.match((await pull())!, /^from-the-future/);
});

/** A directory is shared for a second among those who ask for it. */
const later = () => new Promise((done) => setTimeout(done, 1_100));

test("a new key of a government is taken when the old one vouches for it; else a person compares and a second one agrees", async (t) => {
  const g = await governments(t);
  const wrong = await g.trust(g.tirta, g.provtirta, { fingerprint: "0".repeat(64) });
  assert.match(wrong.fault!, /^key: it is not of the fingerprint/);
  const { operator, second } = g.tirta.staff;
  const peer = async () =>
    (
      await g.tirta.asOwner<{ state: string; fingerprint: string; offered_fingerprint: string | null }>(
        "select state, fingerprint, offered_fingerprint from exchange.peer",
      )
    )[0]!;
  const offered = await g.fingerprint(g.provtirta);
  assert.equal((await peer()).offered_fingerprint, offered);
  await g.tirta.act(operator, takePeerKey, { instance: "PROVTIRTA", fingerprint: offered });
  await assert.rejects(
    g.tirta.act(operator, decidePeer, { instance: "PROVTIRTA", verdict: "active" }),
    /second-person/,
  );
  await g.tirta.act(second, decidePeer, { instance: "PROVTIRTA", verdict: "active" });
  assert.equal((await pullDirectory(g.tirta.world, "PROVTIRTA")).fault, null);

  const { id } = await g.provtirta.act(g.provtirta.staff.operator, replaceHouseKey, {});
  assert.equal(id, "PROVTIRTA#2");
  await new Promise((done) => setTimeout(done, 5_100));
  assert.equal((await pullDirectory(g.tirta.world, "PROVTIRTA")).fault, null);
  const moved = await peer();
  assert.equal(moved.fingerprint, await g.fingerprint(g.provtirta));
  assert.notEqual(moved.fingerprint, offered);
});

test("letters that come again, changed, out of order or from nobody known are refused; none is lost", async (t) => {
  const g = await governments(t);
  await g.peered();
  const { wire } = g.provtirta;
  const letters: { headers: Record<string, string>; body: Buffer }[] = [];
  wire.meddle = (asked) => {
    if (asked.path === lettersPath) letters.push({ headers: { ...asked.headers }, body: asked.body });
  };
  await g.propose(g.tirta);
  await deliverLetters(g.tirta.world, "PROVTIRTA");
  assert.equal(letters.length, 1);
  wire.meddle = null;
  const web = await g.provtirta.web();
  const bring = async (headers: Record<string, string>, body: Buffer) => {
    const answer = await web.inject({ method: "POST", url: lettersPath, headers, payload: body } as never);
    return [answer.statusCode, answer.json().kind, answer.json().why ?? ""] as const;
  };
  const [{ headers, body } = { headers: {}, body: Buffer.alloc(0) }] = letters;
  assert.deepEqual((await bring(headers, body)).slice(0, 2), [409, "again"]);
  const changed = Buffer.from(body.toString().replace('"daily":1000', '"daily":9000'));
  const length = { "content-length": String(changed.length) };
  assert.deepEqual((await bring({ ...headers, ...length }, changed)).slice(0, 2), [400, "digest"]);
  assert.deepEqual(
    (await bring({ ...headers, ...length, "content-digest": contentDigest(changed) }, changed)).slice(0, 2),
    [401, "signature"],
  );
  const stranger = Buffer.from(body.toString().replace('"from":"TIRTA"', '"from":"LAIN"'));
  assert.deepEqual((await bring({ ...headers, "content-length": String(stranger.length) }, stranger)).slice(0, 2), [
    403,
    "unknown",
  ]);
  g.provtirta.clock.forward(3_600_000);
  assert.match((await bring(headers, body))[2], /too-old/);
  g.provtirta.clock.forward(-3_600_000);
  assert.deepEqual(await g.provtirta.count("exchange.agreement", "exchange.letter_taken"), [1, 1]);

  // An answer that somebody between made up settles nothing.
  await g.propose(g.tirta, { daily: 7 });
  wire.alter = (answer) => {
    if (answer.path !== lettersPath) return;
    answer.body = Buffer.from('{"kind":"taken","received":99}');
    answer.status = 200;
  };
  await deliverLetters(g.tirta.world, "PROVTIRTA");
  wire.alter = null;
  const waits = await g.tirta.asOwner<{ fault: string }>("select fault from exchange.letter where settled_at is null");
  assert.match(waits[0]!.fault, /signature|digest/);

  // A house restored from an older copy has lost a letter: it says so, and is brought it again.
  await g.provtirta.asOwner("delete from exchange.agreement");
  await g.provtirta.asOwner("delete from exchange.letter_taken");
  await g.provtirta.asOwner("update exchange.peer set received = 0");
  await deliverLetters(g.tirta.world, "PROVTIRTA");
  assert.deepEqual(await g.provtirta.count("exchange.agreement", "exchange.letter_taken"), [2, 2]);
});

test("a partition heals by itself, in order: what happened meanwhile arrives once", async (t) => {
  const g = await governments(t);
  await g.peered();
  g.provtirta.wire.cut();
  const first = await g.propose(g.tirta);
  const second = await g.propose(g.tirta, { daily: 5 });
  await g.tirta.act(g.tirta.staff.consumer, endAgreement, { id: first.id, reason: "Tidak jadi" });
  await deliverLetters(g.tirta.world, "PROVTIRTA");
  const waiting = await g.tirta.asOwner<{ tries: number; fault: string }>(
    "select tries, fault from exchange.letter order by sequence",
  );
  assert.deepEqual(
    waiting.map(({ tries }) => tries),
    [1, 0, 0],
  );
  assert.match(waiting[0]!.fault, /unreachable/);
  assert.deepEqual(await g.provtirta.count("exchange.agreement"), [0]);
  g.provtirta.wire.mend();
  // Two workers at once bring nothing twice.
  await Promise.all([deliverLetters(g.tirta.world, "PROVTIRTA"), deliverLetters(g.tirta.world, "PROVTIRTA")]);
  const there = await g.provtirta.asOwner<{ id: string; state: string }>(
    "select id, state from exchange.agreement order by id",
  );
  assert.deepEqual(there, [
    { id: first.id, state: "ended" },
    { id: second.id, state: "proposed" },
  ]);
  const taken = await g.provtirta.asOwner<{ sequence: bigint; kind: string }>(
    "select sequence, kind from exchange.letter_taken order by sequence",
  );
  assert.deepEqual(
    taken.map(({ kind }) => kind),
    ["proposal", "proposal", "end"],
  );
  assert.equal((await pullDirectory(g.tirta.world, "PROVTIRTA")).fault, null);
});
