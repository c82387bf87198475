import assert from "node:assert/strict";
import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { judges, outputOf, says } from "../../../test/judge.ts";
import { keyOf, sealKey } from "../keystore.ts";
import { readCompact } from "../sign/compact.ts";
import { oid } from "../sign/der.ts";
import { pem } from "../sign/keys.ts";
import { papers } from "./paper.ts";
import { signaturesIn } from "./signatures.ts";

/** Papers made today, so that judges who look at the clock find certificates that are in force; and a desk to lay them on. */
async function desk(t: TestContext) {
  const s = await papers(t, { now: new Date().toISOString() });
  const folder = mkdtempSync(join(tmpdir(), "pendopo-paper-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const lay = (name: string, body: Buffer | string) => {
    const path = join(folder, name);
    writeFileSync(path, body);
    return path;
  };
  const root = lay("root.pem", pem((await keyOf(s.world, "root", "root")).certificate));
  return { ...s, folder, lay, root };
}

test("both signatures of a licence are good and trusted, and the last covers the whole file: says pdfsig", async (t) => {
  if (!judges(t, "pdfsig", "certutil", "qpdf")) return;
  const s = await desk(t);
  const { pdf } = await s.signed();
  const trust = join(s.folder, "nss");
  mkdirSync(trust);
  outputOf("certutil", ["-N", "-d", `sql:${trust}`, "--empty-password"]);
  const signed = s.lay("signed.pdf", pdf);
  const seen = (file: string) => says("pdfsig", ["-nssdir", `sql:${trust}`, file]).text;
  assert.doesNotMatch(seen(signed), /Certificate is Trusted/, "nobody trusts an example unasked");
  outputOf("certutil", ["-A", "-d", `sql:${trust}`, "-n", "root", "-t", "CT,C,C", "-i", s.root]);
  const said = seen(signed);
  assert.equal(said.match(/Signature is Valid/g)?.length, 2, said);
  assert.equal(said.match(/Certificate is Trusted/g)?.length, 2, said);
  const [head = "", seal = ""] = said.split(/Signature #2/);
  assert.match(
    head,
    /Bambang Sutrisno \(contoh\)[\s\S]*tidak tersertifikasi|tidak tersertifikasi[\s\S]*Bambang Sutrisno/,
  );
  assert.match(seal, /Segel Dinas Penanaman Modal dan PTSP \(contoh\)[\s\S]*Total document signed/);
  assert.equal(said.match(/ETSI\.CAdES\.detached/g)?.length, 2);
  const whole = says("qpdf", ["--check", signed]);
  assert.equal(whole.code, 0, whole.text);
  assert.match(whole.text, /No syntax or stream encoding errors/);

  const at = pdf.indexOf("Izin Usaha Mikro");
  const altered = Buffer.from(pdf);
  altered[at] = "1".charCodeAt(0);
  assert.match(seen(s.lay("altered.pdf", altered)), /Digest Mismatch/);
  const low = seen(s.lay("sealed.pdf", (await s.sealed()).pdf));
  assert.equal(low.match(/Signature is Valid/g)?.length, 1, "what the rules decided carries the seal alone");
  assert.match(low, /Segel Dinas[\s\S]*Total document signed/);
});

test("openssl finds each signature, its chain and its time stamp good, and a turned bit bad", async (t) => {
  if (!judges(t, "openssl")) return;
  const s = await desk(t);
  const { pdf } = await s.signed();
  const signatures = signaturesIn(pdf);
  assert.deepEqual(
    signatures.map((one) => one.whole),
    [false, true],
  );
  for (const [i, { cms, covered, token, value }] of signatures.entries()) {
    assert.ok(cms.includes(oid("1.2.840.113549.1.9.16.2.47")), "the certificate is signed along");
    const signedIn = cms.subarray(0, cms.indexOf(value));
    assert.ok(!signedIn.includes(oid("1.2.840.113549.1.9.5")), "PAdES tells the time in the PDF, never here");
    const file = (name: string, body: Buffer) => s.lay(`${i}.${name}`, body);
    const verify = (body: Buffer) =>
      says("openssl", [
        ..."cms -verify -binary -inform DER -purpose any -out /dev/null -CAfile".split(" "),
        ...[s.root, "-in", file("cms", cms), "-content", file("covered", body)],
      ]);
    assert.match(verify(covered).text, /CMS Verification successful/);
    const turned = Buffer.from(covered);
    turned[1000]! ^= 1;
    assert.notEqual(verify(turned).code, 0);
    const stamp = (body: Buffer) =>
      says("openssl", [
        ..."ts -verify -token_in -in".split(" "),
        ...[file("token", token), "-data", file("value", body), "-CAfile", s.root],
      ]);
    assert.match(stamp(value).text, /Verification: OK/);
    assert.notEqual(stamp(covered).code, 0, "the stamp is over this signature and no other bytes");
    const time = outputOf("openssl", ["ts", "-reply", "-token_in", "-token_out", "-text", "-in", file("token", token)]);
    const [, stamped = ""] = /Time stamp: (.+)/.exec(String(time)) ?? [];
    assert.equal(new Date(stamped).getTime(), Math.floor(s.world.clock.now().getTime() / 1000) * 1000);
  }
});

test("the paper is a tagged PDF/A-3a in Indonesian that carries its data", async (t) => {
  if (!judges(t, "pdftotext", "pdfdetach", "pdfinfo", "qpdf")) return;
  const s = await desk(t);
  const { row, pdf } = await s.signed();
  const file = s.lay("a.pdf", pdf);
  const text = pdf.toString("latin1");
  assert.match(text, /<pdfaid:part>3<\/pdfaid:part><pdfaid:conformance>A<\/pdfaid:conformance>/);
  const { qpdf } = JSON.parse(String(outputOf("qpdf", ["--json=2", file])));
  const objects = Object.values(qpdf[1] as Record<string, { value?: unknown; stream?: { dict: unknown } }>);
  const all = objects.map(({ value, stream }) => (value ?? stream?.dict ?? {}) as Record<string, unknown>);
  const one = (type: string) => all.filter((dict) => dict["/Type"] === type);
  const [catalog] = one("/Catalog");
  assert.deepEqual(catalog!["/MarkInfo"], { "/Marked": true, "/Suspects": false });
  assert.equal(catalog!["/Lang"], "u:id");
  assert.ok(one("/StructTreeRoot").length === 1 && catalog!["/StructTreeRoot"]);
  assert.ok(one("/OutputIntent").length === 1, "colours are defined");
  for (const font of one("/FontDescriptor"))
    assert.ok(font["/FontFile2"] ?? font["/FontFile3"], `${font["/FontName"]} is embedded`);
  assert.deepEqual(
    one("/Filespec").map((spec) => [spec["/AFRelationship"], spec["/UF"]]),
    [["/Data", "u:data.json"]],
  );
  for (const field of one("/Annot")) assert.equal(Number(field["/F"]) & 0b100110, 0b100, "printed and not hidden");
  assert.match(String(outputOf("pdfinfo", [file])), /Tagged: +yes/);

  outputOf("pdfdetach", ["-saveall", "-o", s.folder, file]);
  const data = JSON.parse(readFileSync(join(s.folder, "data.json"), "utf8"));
  assert.equal(data.number, row.number);
  assert.equal(data.holder, "Warung Bu Narti");
  assert.deepEqual(data.rows, (row.content as { rows: unknown }).rows);

  const words = String(outputOf("pdftotext", ["-layout", file, "-"]));
  const long = new Intl.DateTimeFormat("id-ID", { dateStyle: "long", timeZone: "Asia/Jakarta" });
  const [day, month, year] = long.format(s.world.clock.now()).split(" ");
  for (const part of [
    "Izin Usaha Mikro",
    row.number,
    row.code,
    "60 m²",
    `Ditetapkan ${day} ${month} ${year}`,
    `${month} ${Number(year) + 5}`,
    "Bambang Sutrisno",
    "Contoh, tidak tersertifikasi",
  ])
    assert.ok(words.includes(part), `${part} in:\n${words}`);
  for (const read of outputOf("pdftotext", ["-nopgbrk", file, "-"])
    .toString()
    .matchAll(/\d+[.,]\d+/g))
    assert.doesNotMatch(read[0], /\.\d{1,2}$/, "a decimal comma, as Indonesian writes it");
});

test("the square code leads to the short address, and what it carries is checked by the public key alone", async (t) => {
  if (!judges(t, "pdftoppm", "zbarimg", "openssl")) return;
  const s = await desk(t);
  const { row, pdf } = await s.sealed();
  outputOf("pdftoppm", ["-r", "150", "-png", "-singlefile", s.lay("a.pdf", pdf), join(s.folder, "page")]);
  const read = String(outputOf("zbarimg", ["-q", "--raw", join(s.folder, "page.png")])).trim();
  const [address, carried = ""] = read.split("#");
  assert.equal(address, `http://localhost:8080/c/${row.code}`);
  const spki = (await sealKey(s.world, "dpmptsp"))!;
  const key = createPublicKey({ key: Buffer.from(spki, "base64"), format: "der", type: "spki" });
  const content = { c: row.code, n: row.number, k: row.kind, h: row.holder, u: row.valid_until };
  assert.deepEqual(readCompact(carried, key), { ...content, i: row.opened_at.toISOString().slice(0, 10) });
  const another = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey;
  assert.equal(readCompact(carried, another), null);
  const lie = Buffer.from(JSON.stringify({ ...content, h: "Warung Palsu" })).toString("base64url");
  for (const bad of [
    carried.replace(/\.[^.]+\./, `.${lie}.`),
    carried.replace("v1", "v2"),
    carried.slice(4),
    "",
    "v1..",
  ])
    assert.equal(readCompact(bad, key), null, bad);

  // The same with openssl alone, as the room's README tells a stranger to.
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const [, script = ""] = /```sh\n([\s\S]+?)```/.exec(readme) ?? [];
  s.lay("seal.pem", key.export({ type: "spki", format: "pem" }) as string);
  const alone = (code: string) => says("sh", ["-c", `cd ${s.folder}; code='${code}'; ${script}`]);
  assert.match(alone(carried).text, /Verified OK/);
  assert.match(alone(carried.replace(/\.[^.]+\./, `.${lie}.`)).text, /Verification failure/i);
});
