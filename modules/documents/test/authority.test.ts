import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { judges, outputOf, says } from "../../../test/judge.ts";
import { actors, stage } from "../../../test/stage.ts";
import { agencySeal, authorityKey } from "../keystore.ts";
import { keyNamed } from "../queries/key-named.ts";
import { pem } from "../sign/keys.ts";
import { answerTimestamp } from "../sign/timestamp.ts";

/** The authority behind its doors, and a requester with openssl. */
async function counter(t: TestContext) {
  const s = await stage(t, { people: 60, now: new Date().toISOString() });
  const web = await s.web();
  const folder = mkdtempSync(join(tmpdir(), "pendopo-tsa-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const lay = (name: string, body: Buffer | string) => {
    const path = join(folder, name);
    writeFileSync(path, body);
    return path;
  };
  const get = async (url: string) => (await web.inject({ url })).rawPayload;
  const root = lay("root.pem", await get("/ca/root.pem"));
  const asked = (...more: string[]) =>
    outputOf("openssl", ["ts", "-query", "-data", lay("data", "isi surat"), "-sha256", ...more]);
  const stamp = (request: Buffer) =>
    web.inject({
      method: "POST",
      url: "/tsa",
      headers: { "content-type": "application/timestamp-query" },
      payload: request,
    });
  return { ...s, web, lay, get, root, asked, stamp };
}

test("a time stamp asked for over HTTP is good to openssl: with its nonce, with certificates or without", async (t) => {
  if (!judges(t, "openssl")) return;
  const s = await counter(t);
  const signer = s.lay("tsa.pem", pem((await authorityKey(s.world)).certificate));
  const verify = (request: Buffer, answer: Buffer, ...more: string[]) =>
    says("openssl", [
      ..."ts -verify -queryfile".split(" "),
      ...[s.lay("request", request), "-in", s.lay("answer", answer), "-CAfile", s.root, ...more],
    ]);
  for (const [flags, more] of [
    [["-cert"], []],
    [["-cert", "-no_nonce"], []],
    [[], ["-untrusted", signer]],
  ]) {
    const request = s.asked(...flags!);
    const answer = await s.stamp(request);
    assert.equal(answer.statusCode, 200);
    assert.equal(answer.headers["content-type"], "application/timestamp-reply");
    assert.match(verify(request, answer.rawPayload, ...more!).text, /Verification: OK/, flags!.join(" "));
    const carried = answer.rawPayload.includes((await authorityKey(s.world)).certificate);
    assert.equal(carried, flags!.includes("-cert"), "the certificate is there when it was asked for, and only then");
  }
  const answer = (await s.stamp(s.asked("-cert"))).rawPayload;
  const other = outputOf("openssl", ["ts", "-query", "-data", s.lay("other", "isi lain"), "-sha256", "-cert"]);
  assert.match(verify(other, answer).text, /Verification: FAILED/);
});

test("what it cannot read or may not grant is turned down with the standard's reason", async (t) => {
  if (!judges(t, "openssl")) return;
  const s = await counter(t);
  const key = await authorityKey(s.world);
  const answer = (request: Buffer) => answerTimestamp(key, request, s.world.clock.now());
  const ask = async (request: Buffer) => {
    const text = String(outputOf("openssl", ["ts", "-reply", "-text", "-in", s.lay("answer", await answer(request))]));
    assert.match(text, /Status: Rejected/);
    return /Failure info: (.+)/.exec(text)?.[1] ?? text;
  };
  const good = s.asked("-cert");
  assert.match(await ask(s.asked("-sha512")), /unrecognized or unsupported algorithm/);
  assert.match(await ask(s.asked("-tspolicy", "1.2.3.4")), /policy is not supported/);
  const cut: Buffer[] = [
    Buffer.alloc(0),
    Buffer.from("halo"),
    Buffer.from("3080", "hex"),
    Buffer.concat([good, Buffer.of(0)]),
  ];
  for (let length = 1; length < good.length; length += 1) cut.push(good.subarray(0, length));
  assert.equal(new Set(await Promise.all(cut.map(async (bad) => (await answer(bad)).toString("hex")))).size, 1);
  assert.match(await ask(cut[0]!), /data submitted has the wrong format/);
  const version = Buffer.from(good);
  version[version.indexOf(Buffer.from("020101", "hex")) + 2] = 9;
  assert.match(await ask(version), /transaction not permitted|not supported/);
  // Every byte turned: an answer or a reason, never a fault.
  for (let at = 0; at < good.length; at += 1) {
    const bent = Buffer.from(good);
    bent[at]! ^= 0xff;
    assert.ok((await answer(bent)).length > 0);
  }
  assert.equal((await s.stamp(Buffer.alloc(5000))).statusCode, 413);
  assert.equal((await s.web.inject({ url: "/tsa" })).statusCode, 404, "a time stamp is asked for by POST");
});

test("certificates lead to the example's root, say that nobody certified them, and stand in no revocation list", async (t) => {
  if (!judges(t, "openssl")) return;
  const s = await counter(t);
  const list = s.lay("root.crl", await s.get("/ca/root.crl"));
  const crl = says("openssl", ["crl", "-inform", "DER", "-in", list, "-CAfile", s.root, "-noout", "-text"]).text;
  assert.match(crl, /verify OK/);
  assert.match(crl, /X509v3 CRL Number/);
  assert.match(crl, /X509v3 Authority Key Identifier/);
  const pemList = s.lay("crl.pem", outputOf("openssl", ["crl", "-inform", "DER", "-in", list]));
  const certificates = { seal: await agencySeal(s.world, "dpmptsp"), tsa: await authorityKey(s.world) };
  for (const [name, key] of Object.entries(certificates)) {
    const file = s.lay(`${name}.pem`, pem(key.certificate));
    const said = says("openssl", [
      "verify",
      "-x509_strict",
      "-crl_check",
      "-CRLfile",
      pemList,
      "-CAfile",
      s.root,
      file,
    ]);
    assert.match(said.text, /: OK/, said.text);
    assert.match(
      String(outputOf("openssl", ["x509", "-in", file, "-noout", "-subject"])),
      /contoh.*tidak tersertifikasi/i,
    );
  }
  assert.match(String(outputOf("openssl", ["x509", "-in", s.root, "-noout", "-subject"])), /tidak tersertifikasi/);
  const stolen = says("openssl", [
    "verify",
    "-purpose",
    "timestampsign",
    "-CAfile",
    s.root,
    s.lay("seal.pem", pem(certificates.seal.certificate)),
  ]);
  assert.notEqual(stolen.code, 0, "a seal's key may not stamp time");
  const key = s.lay("key.pem", await s.get("/ca/seal/dpmptsp"));
  assert.equal(
    String(
      outputOf("openssl", ["x509", "-in", s.lay("seal.pem", pem(certificates.seal.certificate)), "-noout", "-pubkey"]),
    ),
    readFileSync(key, "utf8"),
  );
  assert.equal((await s.web.inject({ url: "/ca/seal/no-such-agency" })).statusCode, 404);
  await assert.rejects(s.ask(actors.citizen(s.world.newId()), keyNamed as never, { name: "root" } as never));
});

test("keys are made once, though two processes start at the same moment", async (t) => {
  const s = await stage(t, { people: 60 });
  const { openWorld } = await import("../../../app/world.ts");
  const second = openWorld(s.config, s.world.modules);
  t.after(() => second.close());
  const seals = await Promise.all([s.world, second.world].map((world) => agencySeal(world, "dpmptsp")));
  assert.deepEqual(seals[0]!.certificate, seals[1]!.certificate);
  assert.deepEqual(seals[0]!.chain, seals[1]!.chain);
  assert.deepEqual(await s.count("documents.key"), [2]);
});
