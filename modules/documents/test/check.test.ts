import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { Refusal } from "../../../kernel/index.ts";
import { actors } from "../../../test/stage.ts";
import { revokeDocument } from "../commands/revoke-document.ts";
import { markIn } from "../mark.ts";
import { checkDocument } from "../queries/check-document.ts";
import { makeLeaf, makeRoot, openKey } from "../sign/keys.ts";
import { sha256Hex, signPdf } from "../sign/sign.ts";
import { papers } from "./paper.ts";

const reason = "Usaha sudah pindah ke kabupaten lain.";
const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

/** Licences, and the page where strangers check them. */
async function window(t: TestContext) {
  const s = await papers(t);
  const web = await s.web();
  const open = async (url: string, lang: "id" | "en" = "id") => {
    const page = await web.inject({ url: `${url}${url.includes("?") ? "&" : "?"}lang=${lang}` });
    assert.equal(page.statusCode, 200, url);
    return page.body.replaceAll(/<script[\s\S]*?<\/script>|<[^>]+>/g, " ").replaceAll(/\s+/g, " ");
  };
  /** A file handed in without script: it comes to the server, is hashed and forgotten. */
  const handIn = async (file: Buffer) => {
    const edge = "--------------------------tepi";
    const payload = Buffer.concat([
      Buffer.from(
        `--${edge}\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\nContent-Type: application/pdf\r\n\r\n`,
      ),
      file,
      Buffer.from(`\r\n--${edge}--\r\n`),
    ]);
    const answer = await web.inject({
      method: "POST",
      url: "/cek",
      headers: { "content-type": `multipart/form-data; boundary=${edge}`, origin: "http://localhost:8080" },
      payload,
    });
    assert.equal(answer.statusCode, 303);
    return String(answer.headers.location);
  };
  return { ...s, web, open, handIn };
}

const says = {
  valid: [/Asli dan berlaku Dokumen ini kami terbitkan dan belum dicabut/, /Genuine and valid We issued this document/],
  expired: [/Asli, tetapi sudah tidak berlaku .*masa berlakunya sudah lewat/, /Genuine, but expired .*term has passed/],
  revoked: [
    /Asli, tetapi sudah dicabut .*dicabut pada 25 November 2026\. Alasan: Usaha sudah pindah/,
    /Genuine, but revoked .*revoked it on 25 November 2026\. Reason: Usaha sudah pindah/,
  ],
  altered: [/Tidak asli: isinya berubah .*Jangan diterima/, /Not genuine: it was altered .*Do not accept it/],
  unknown: [/Tidak dikenal Kami tidak menerbitkan/, /Unknown We issued no document/],
} as const;

test("a code, a square code and a file are each told valid, altered, unknown, revoked and expired, with reasons, in both languages", async (t) => {
  const s = await window(t);
  const { row, pdf } = await s.signed();
  const tells = async (verdict: keyof typeof says, ...addresses: string[]) => {
    for (const address of addresses) {
      assert.match(await s.open(address), says[verdict][0], address);
      assert.match(await s.open(address, "en"), says[verdict][1], address);
    }
  };
  const byFile = await s.handIn(pdf);
  assert.equal(byFile, `/cek?sha256=${row.sha256}&kode=${row.code}`);
  const sloppy = `/cek?kode=${row.code.toLowerCase().replaceAll("-", " ").replaceAll(" ", "%20")}`;
  const genuine = [`/c/${row.code}`, `/cek?kode=${row.code}`, sloppy, byFile, `/cek?sha256=${row.sha256}`];
  await tells("valid", ...genuine);
  const page = await s.open(`/c/${row.code}`);
  for (const part of [row.number, "Warung Bu Narti", "24 November 2031", row.sha256!, "tidak tersertifikasi"])
    assert.ok(page.includes(part), part);
  assert.match(page, /tanda tangan Bambang Sutrisno, Kepala Dinas; segel Dinas Penanaman Modal dan PTSP/);

  const oneByte = Buffer.from(pdf);
  oneByte[pdf.length >> 1]! ^= 1;
  assert.equal(markIn(oneByte), row.code, "its keywords are whole");
  const longer = Buffer.concat([pdf, Buffer.from("% ")]);
  await tells("altered", await s.handIn(oneByte), await s.handIn(longer));

  const strange = Buffer.from(pdf.toString("latin1").replaceAll("PENDOPO", "PENIPUU"), "latin1");
  const foreign = await s.handIn(strange);
  assert.doesNotMatch(foreign, /kode=/);
  await tells("unknown", foreign, "/cek?kode=AAAA-AAAA-AAAA", "/c/AAAA-AAAA-AAAA", await s.handIn(Buffer.from("halo")));

  s.clock.forward(86_400_000);
  await s.act(s.head, revokeDocument, { id: row.id, reason });
  await tells("revoked", ...genuine);
  const other = await s.sealed();
  s.clock.forward(5.1 * 365.25 * 86_400_000);
  await tells("expired", `/c/${other.row.code}`, await s.handIn(other.pdf));
  await tells("revoked", `/c/${row.code}`);
});

test("a copy of our paper that a foreign key signed is not ours, however it names itself", async (t) => {
  const s = await window(t);
  const { row, pdf } = await s.sealed();
  const at = s.world.clock.now();
  const forgedRoot = await makeRoot("Kabupaten Tirta", at);
  const root = openKey(forgedRoot.pkcs8, forgedRoot.certificate, []);
  const made = await makeLeaf(root, "seal", "Segel Dinas Penanaman Modal dan PTSP (contoh)", "Kabupaten Tirta", at);
  const key = openKey(made.pkcs8, made.certificate, [root.certificate]);
  const forged = await signPdf(pdf, { key, reason: "Segel instansi", location: "Tirta", field: "Palsu" }, key, at);
  const found = await s.ask(actors.stranger, checkDocument, { sha256: sha256Hex(forged), code: markIn(forged)! });
  assert.equal(found.verdict, "altered");
  assert.equal(found.document?.code, row.code);
  assert.match(await s.open(await s.handIn(forged)), says.altered[0]);
});

test("the check page tells nobody more than the paper does, and slows down who guesses codes", async (t) => {
  const s = await window(t);
  const { row } = await s.sealed();
  const { document } = await s.ask(actors.stranger, checkDocument, { code: row.code });
  assert.deepEqual(
    Object.keys(document!).sort(),
    "agency code holder issuedAt number reason sha256 signers since title validUntil".split(" ").sort(),
  );
  await s.asOwner("update documents.document set state = 'making', sha256 = null where id = $1", [row.id]);
  assert.equal(
    (await s.ask(actors.stranger, checkDocument, { code: row.code })).verdict,
    "unknown",
    "not before it is sealed",
  );
  let last = 200;
  for (let i = 0; i < 70 && last === 200; i += 1) last = (await s.web.inject({ url: "/c/AAAA-AAAA-AAAA" })).statusCode;
  assert.equal(last, 429);
});

test("only the head of the agency that issued it, with the code given again, takes a document's force away; once", async (t) => {
  const s = await window(t);
  const { row } = await s.sealed();
  const wish = { id: row.id, reason };
  const otherHead = actors.officer(s.world.newId(), "dinkes", "pimpinan", ["head"], { assurance: 3 });
  const all = ["reviewer", "front-desk", "administrator", "auditor"] as const;
  for (const [who, code] of [
    [actors.stranger, "sign-in-needed"],
    [s.owner, "not-allowed"],
    [otherHead, "not-found"],
    [{ ...s.head, assurance: 2 }, "step-up-needed"],
    ...all.map(
      (role) => [actors.officer(s.world.newId(), "dpmptsp", "x", [role], { assurance: 3 }), "not-allowed"] as const,
    ),
  ] as const)
    await assert.rejects(s.act(who, revokeDocument, wish), refused(code), `${who.hat} ${who.officer?.roles}`);
  await assert.rejects(s.act(s.head, revokeDocument, { ...wish, reason: "pendek" }), refused("invalid"));
  assert.equal((await s.row(row.subject)).state, "valid");
  const both = await Promise.allSettled([1, 2].map(() => s.act(s.head, revokeDocument, wish)));
  assert.equal(both.filter((one) => one.status === "fulfilled").length, 1);
  await assert.rejects(s.act(s.head, revokeDocument, wish), refused("conflict"));
  const after = await s.row(row.subject);
  assert.deepEqual([after.state, after.reason, after.sha256], ["revoked", reason, row.sha256]);
  assert.deepEqual(await s.file(after), await s.file(row), "the file itself stays as it was");
});
