import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import { myEntries } from "../../privacy/index.ts";
import { demoPeople } from "../../registry/index.ts";
import { answerAgreement, proposeAgreement } from "../commands/agreements.ts";
import { offerService } from "../commands/services.ts";
import { isPublicAddress } from "../gateway/address.ts";
import { agencies } from "./agencies.ts";

type Answer = (asked: IncomingMessage, answer: ServerResponse, body: string) => void;

/** An API that Disdukcapil has already, put behind the gateway; what it answers is the test's to say. */
async function behind(t: TestContext, answer: Answer, more: object = {}) {
  const server = createServer((asked, reply) => {
    const parts: Buffer[] = [];
    asked.on("data", (part) => parts.push(part));
    asked.on("end", () => answer(asked, reply, Buffer.concat(parts).toString()));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const s = await agencies(t, { env: { EXCHANGE_HOSTS: host } });
  const web = await s.web();
  const [reader, giver] = [await s.system(), await s.system("lama", s.provider)];
  const { id: service } = await s.act(s.provider, offerService, {
    system: giver.id,
    code: "lama",
    title: { id: "Aplikasi lama", en: "Old application" },
    address: `http://${host}/api`,
    endpoints: [{ method: "POST", path: "/orang/*" }],
    about: { in: "body", name: "nik" },
    fields: ["nama", "alamat"],
    timeoutMs: 400,
    ...more,
  });
  const { id } = await s.act(s.consumer, proposeAgreement, {
    ...(await s.terms(reader.id, "population", { fields: ["nama"] })),
    service,
  });
  await s.act(s.provider, answerAgreement, { id, verdict: "active" });
  const nik = demoPeople(s.world.government).get("narti")!.nik;
  const path = "/r1/TIRTA/GOV/disdukcapil/lama/lama/orang/cari?x=1";
  const send = (body: object = { nik }) => web.inject(s.signed(reader.key, { path, body: JSON.stringify(body) }));
  return { ...s, send, nik, host };
}

test("an agency's own API answers through the gateway: its path and body go on, only agreed fields come back, the person sees it", async (t) => {
  let seen: IncomingMessage | undefined;
  const s = await behind(t, (asked, answer, body) => {
    seen = asked;
    const { nik } = JSON.parse(body);
    answer.setHeader("content-type", "application/json").end(JSON.stringify({ nama: "Narti", alamat: "Jalan", nik }));
  });
  const answer = await s.send();
  assert.deepEqual([answer.statusCode, answer.json()], [200, { nama: "Narti" }], answer.body);
  assert.deepEqual([seen!.url, seen!.headers["x-road-client"]], ["/api/orang/cari?x=1", "TIRTA/GOV/dinsos/bansos"]);
  for (const name of ["signature", "signature-input", "user-agent", "authorization"])
    assert.equal(seen!.headers[name], undefined, name);
  const { rows } = await s.ask(s.owner, myEntries, { kind: "read" });
  const [line] = rows.filter(({ hat }) => hat === "machine");
  assert.deepEqual([line!.name, line!.office, [...line!.fields]], ["exchange.relayed", "bansos", ["nama"]]);
});

test("a provider that is slow, redirects, lies about its size, answers no JSON or refuses: each is said by its name, nothing hangs", async (t) => {
  let how: Answer = () => {};
  const s = await behind(t, (...all) => how(...all));
  const cases: [string | undefined, number, Answer][] = [
    ["Server.ServerProxy.ServiceFailed.Timeout", 500, () => {}],
    [
      "Server.ServerProxy.ServiceFailed.InvalidResponse",
      500,
      (_asked, answer) => answer.writeHead(302, { location: "/else" }).end(),
    ],
    [
      "Server.ServerProxy.ServiceFailed.Unreachable",
      500,
      (_asked, answer) => answer.writeHead(200, { "content-length": "99" }).write("x", () => answer.destroy()),
    ],
    ["Server.ServerProxy.ServiceFailed.InvalidResponse", 500, (_asked, answer) => answer.end("no json")],
    [
      undefined,
      404,
      (_asked, answer) => answer.writeHead(404, { "content-type": "application/json" }).end('{"pesan":"tidak ada"}'),
    ],
  ];
  for (const [type, status, answers] of cases) {
    how = answers;
    const answer = await s.send();
    assert.deepEqual([answer.headers["x-road-error"], answer.statusCode], [type, status], answer.body);
  }
  const nobody = await s.send({});
  assert.equal(nobody.headers["x-road-error"], "Client.InvalidRequest", "whom it is about must be said");
});

test("after five failures in a row a service is left alone; the callers are told at once", async (t) => {
  const s = await behind(t, (_asked, answer) => answer.writeHead(302, { location: "/" }).end());
  const told: unknown[] = [];
  for (let i = 0; i < 7; i += 1) told.push((await s.send()).headers["x-road-error"]);
  assert.deepEqual(
    told.slice(5),
    [1, 2].map(() => "Server.ServerProxy.ServiceFailed.Suspended"),
  );
});

test("addresses within the house are not called, however they are written, but those that the operator named", async (t) => {
  const s = await behind(t, () => {});
  for (const address of [
    "http://example.org/",
    "https://127.0.0.1/",
    "https://[::1]/",
    "https://[::ffff:10.0.0.1]/",
    "https://169.254.169.254/",
    "https://user:word@198.51.100.7/",
    "https://localhost/",
  ])
    assert.equal(await isPublicAddress(s.world, address), false, address);
  assert.equal(await isPublicAddress(s.world, `http://${s.host}/`), true);
  assert.equal(await isPublicAddress(s.world, "https://198.51.100.7/"), true);
});
