import assert from "node:assert/strict";
import { test } from "node:test";
import { actors } from "../../../test/stage.ts";
import { lookJob } from "../jobs/index.ts";
import { till } from "./till.ts";

/** A key that is shown as itself was never said. */
const bareKey = /\b(payments|kernel)\.[a-z-]+\.[a-z.-]+/;

test("a bill says what for, by which law, until when; paying begins with the second factor and shows a code to scan", async (t) => {
  const s = await till(t);
  const bill = await s.bill();
  const shown = await s.get(`/tagihan/${bill}`, s.narti);
  for (const part of ["Rp 25.000", "TGH-2026-000001", "Perda Tirta 3/2025", "8 Desember 2026", "Penanaman Modal"])
    assert.ok(shown.body.replaceAll("\u00a0", " ").includes(part), part);
  const before = await s.get(`/bayar/${bill}`, { ...s.narti, assurance: 2 });
  assert.match(before.body, /kode kedua/);
  assert.doesNotMatch(before.body, /<svg/);
  const short = await s.post(`/bayar/${bill}`, {}, { ...s.narti, assurance: 2 });
  assert.deepEqual([short.statusCode, short.headers.location], [303, `/masuk/lagi?lanjut=%2Fbayar%2F${bill}`]);
  const begun = await s.post(`/bayar/${bill}`, { _once: "once-12345678" }, s.narti);
  assert.deepEqual([begun.statusCode, begun.headers.location], [303, `/bayar/${bill}`]);
  const code = await s.get(`/bayar/${bill}`, s.narti);
  assert.match(code.body, /<svg/);
  assert.match(code.body, /Kode QRIS tagihan TGH-2026-000001/, "said to who cannot see it");
  assert.doesNotMatch(code.body, /demo\/qris/, "no wallet outside the demo");
  for (const { body } of [shown, before, code]) assert.doesNotMatch(body, bareKey);
});

test("once paid, the bill is a receipt with its number, day, payer and agency, and the paying page leads there", async (t) => {
  const s = await till(t);
  const bill = await s.bill();
  await s.tell(s.word(await s.order(bill)));
  assert.equal((await s.get(`/bayar/${bill}`, s.narti)).headers.location, `/tagihan/${bill}`);
  for (const [lang, words] of [
    ["id", ["Tanda terima TT-2026-000001", "TGH-2026-000001", "Diterima dari", "Narti Suryani", "lunas"]],
    ["en", ["Receipt TT-2026-000001", "TGH-2026-000001", "Received from", "Narti Suryani", "paid"]],
  ] as const) {
    const { body } = await s.get(`/tagihan/${bill}?lang=${lang}`, s.narti);
    for (const part of words) assert.ok(body.includes(part), part);
    assert.match(body, new RegExp(`<title>${words[0]}`));
    assert.doesNotMatch(body, /\/bayar\//);
    assert.doesNotMatch(body, bareKey);
  }
});

test("money that did not fit is told to the payer, and told again when it was sent back", async (t) => {
  const s = await till(t);
  const bill = await s.bill();
  await s.tell(s.word(await s.order(bill), { amountMinor: "2400000" }));
  const plain = async () => (await s.get(`/tagihan/${bill}`, s.narti)).body.replaceAll("\u00a0", " ");
  assert.match(await plain(), /Rp 24\.000 yang tidak sesuai.*jumlah tidak sesuai.*Uangnya aman/);
  const [waiting] = await s.asOwner<{ id: string }>("select id from payments.exception");
  const list = await s.get("/petugas/keuangan", s.finance);
  assert.match(list.body, /TGH-2026-000001: jumlah tidak sesuai/);
  const short = await s.post("/petugas/keuangan", { id: waiting!.id, note: "ya" }, s.finance);
  assert.equal(short.statusCode, 422);
  assert.match(short.body, /role="alert"/);
  const form = { id: waiting!.id, note: "Dikembalikan ke rekening asal" };
  assert.equal((await s.post("/petugas/keuangan", form, s.finance)).statusCode, 303);
  assert.match((await s.get("/petugas/keuangan", s.finance)).body, /selesai.*Dikembalikan ke rekening asal/);
  assert.match(await plain(), /sudah dikembalikan/);
});

test("no page of money opens to a stranger, another person, or an officer without the duty", async (t) => {
  const s = await till(t);
  const bill = await s.bill();
  const joko = actors.citizen(s.world.newId(), { assurance: 3 });
  const reviewer = actors.officer(s.world.newId(), "dpmptsp", "perizinan", ["reviewer"], { assurance: 3 });
  for (const path of ["/tagihan", `/tagihan/${bill}`, `/bayar/${bill}`, "/petugas/keuangan"])
    assert.match(String((await s.get(path)).headers.location), /^\/masuk\?lanjut=/, path);
  for (const path of [`/tagihan/${bill}`, `/bayar/${bill}`, "/tagihan/x", `/tagihan/${s.world.newId()}`])
    assert.equal((await s.get(path, joko)).statusCode, 404, path);
  assert.equal((await s.post(`/bayar/${bill}`, {}, joko)).statusCode, 404);
  assert.match((await s.get("/tagihan", joko)).body, /Tidak ada tagihan/);
  for (const who of [joko, reviewer, s.narti]) assert.equal((await s.get("/petugas/keuangan", who)).statusCode, 403);
});

test("outside the demo there is no wallet, for nobody, by no method", async (t) => {
  const s = await till(t);
  const bill = await s.bill();
  const path = `/demo/qris/${await s.order(bill)}`;
  for (const who of [undefined, s.narti, s.finance]) {
    assert.equal((await s.get(path, who)).statusCode, 404);
    for (const how of ["pay", "silent", "wrong"])
      assert.equal((await s.post(path, { how, _once: "once-12345678" }, who)).statusCode, 404);
  }
  await lookJob.handle(worker(s), {});
  assert.equal(await s.state(bill), "open");
  assert.deepEqual(await s.count("payments.event"), [0]);
});

test("my bills page by key: following older to the end and newer back shows each once", async (t) => {
  const s = await till(t);
  for (let i = 0; i < 45; i += 1) {
    s.clock.forward(1000);
    await s.bill();
  }
  const walk = async (rel: "next" | "prev", from: string) => {
    const seen: string[] = [];
    let path: string | undefined = from;
    let last = from;
    while (path) {
      last = path;
      const { body } = await s.get(path, s.narti);
      const page = [...body.matchAll(/TGH-2026-(\d{6})/g)].map(([, n]) => n!);
      seen[rel === "next" ? "push" : "unshift"](...page);
      path = new RegExp(`href="([^"]+)" rel="${rel}"`).exec(body)?.[1]?.replaceAll("&amp;", "&");
    }
    return { seen, last };
  };
  const all = Array.from({ length: 45 }, (_, i) => String(45 - i).padStart(6, "0"));
  const down = await walk("next", "/tagihan");
  assert.deepEqual(down.seen, all);
  assert.deepEqual((await walk("prev", down.last)).seen, all);
});

const worker = (s: Awaited<ReturnType<typeof till>>) => {
  const system = actors.system("payments");
  return {
    world: s.world,
    act: (command: never, raw: never) => s.act(system, command, raw),
    ask: (query: never, raw: never) => s.ask(system, query, raw),
  } as never;
};
