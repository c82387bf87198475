import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { answerAgreement, proposeAgreement } from "../commands/agreements.ts";
import { offerService } from "../commands/services.ts";
import { exchangeOf } from "../settings.ts";
import { digestHolds } from "../signature/digest.ts";
import { agencies } from "./agencies.ts";

const megabyte = 1_048_576;

/** A service that takes and gives files, which nobody describes and no agreement cuts. */
async function files(t: TestContext, answer: () => Buffer, fields: string[] = []) {
  const taken: { sha: string; length: number }[] = [];
  const server = createServer((asked, reply) => {
    const hash = createHash("sha256");
    let length = 0;
    asked.on("data", (part: Buffer) => {
      hash.update(part);
      length += part.length;
    });
    asked.on("end", () => {
      taken.push({ sha: hash.digest("hex"), length });
      reply.setHeader("content-type", "application/octet-stream").end(answer());
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const s = await agencies(t, { env: { EXCHANGE_HOSTS: host } });
  const [reader, giver] = [await s.system(), await s.system("arsip", s.provider)];
  const { id: service } = await s.act(s.provider, offerService, {
    system: giver.id,
    code: "berkas",
    title: { id: "Berkas", en: "Files" },
    address: `http://${host}/`,
    endpoints: [{ method: "POST", path: "/ambil" }],
    fields,
  });
  const terms = await s.terms(reader.id, "population", { fields: fields.slice(0, 1) });
  const { id } = await s.act(s.consumer, proposeAgreement, { ...terms, service });
  await s.act(s.provider, answerAgreement, { id, verdict: "active" });
  const web = await s.web();
  const path = "/exchange/v1/TIRTA/GOV/disdukcapil/arsip/berkas/ambil";
  const send = (body: string, headers: Record<string, string> = {}) =>
    web.inject(s.signed(reader.key, { path, body, headers }));
  const left = () => readdirSync(join(s.world.config.DATA_DIR, "spool"));
  return { ...s, send, taken, left };
}

test("a large question and a large answer go through byte for byte, digests checked, and leave no file behind", async (t) => {
  const answer = randomBytes(3 * megabyte);
  const s = await files(t, () => answer);
  const question = randomBytes(2 * megabyte).toString("base64");
  const got = await s.send(question);
  assert.equal(got.statusCode, 200, got.body.slice(0, 300));
  assert.deepEqual(s.taken, [{ sha: createHash("sha256").update(question).digest("hex"), length: question.length }]);
  assert.ok(got.rawPayload.equals(answer));
  assert.ok(digestHolds(String(got.headers["content-digest"]), got.rawPayload));
  assert.equal(got.headers["content-length"], String(answer.length));
  assert.deepEqual(s.left(), [], "the files have no name while they are there");
  const [row] = await s.asOwner<Record<string, unknown>>("select request_size, response_size from exchange.message");
  assert.deepEqual([Number(row!.request_size), Number(row!.response_size)], [question.length, answer.length]);
});

test("a large body whose digest does not fit is refused, and one past the limit, in both directions; nothing goes on", async (t) => {
  let answer = Buffer.from("x");
  const s = await files(t, () => answer);
  const { bodyLimit } = exchangeOf(s.world.government);
  const wrong = { "content-digest": `sha-256=:${createHash("sha256").update("y").digest("base64")}:` };
  const other = await s.send("x".repeat(megabyte), wrong);
  assert.deepEqual([other.statusCode, other.headers["x-road-error"]], [400, "Client.DigestMismatch"]);
  const large = await s.send("x".repeat(bodyLimit + 1));
  assert.deepEqual([large.statusCode, large.headers["x-road-error"]], [413, "Client.TooLarge"]);
  assert.deepEqual(s.taken, []);
  answer = Buffer.alloc(bodyLimit + 1);
  const got = await s.send("{}");
  assert.equal(got.headers["x-road-error"], "Server.ServerProxy.ServiceFailed.TooLarge");
});

test("a large answer that is JSON is still checked and cut to the agreed fields", async (t) => {
  const rows = Array.from({ length: 20_000 }, (_one, n) => ({ nama: `Orang ${n}`, alamat: "Jalan Melati" }));
  const s = await files(t, () => Buffer.from(JSON.stringify(rows)), ["nama", "alamat"]);
  const got = await s.send("{}");
  assert.equal(got.statusCode, 200);
  assert.deepEqual(got.json()[19_999], { nama: "Orang 19999" });
  assert.deepEqual(s.left(), []);
});

test("what the gateway itself answers takes no large body", async (t) => {
  const s = await files(t, () => Buffer.from("{}"));
  const web = await s.web();
  const mine = await s.system("lain");
  const path = "/exchange/v1/TIRTA/GOV/disdukcapil/register/api/v1/subs/population";
  const got = await web.inject(s.signed(mine.key, { path, body: JSON.stringify({ more: "x".repeat(megabyte) }) }));
  assert.deepEqual([got.statusCode, got.headers["x-road-error"]], [413, "Client.TooLarge"]);
});
