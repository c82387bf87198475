import assert from "node:assert/strict";
import type { IncomingMessage } from "node:http";
import { test } from "node:test";
import { myEntries } from "../../privacy/index.ts";
import { isPublicAddress } from "../gateway/address.ts";
import { type Answer, behind } from "./behind.ts";

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
