import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import sharp from "sharp";
import { phonePhoto } from "../../../test/journeys/licence.ts";
import { scene } from "../../../test/scene.ts";
import { formOn, visitor } from "./visitor.ts";

type Scene = Awaited<ReturnType<typeof scene>>;
const answersOf = async (s: Scene, draft: string) =>
  (await s.asOwner<{ answers: Record<string, unknown> }>("select answers from cases.draft where id = $1", [draft]))[0]!
    .answers;

/** A group that has no row yet is shown with one to fill in: an empty row is none. */
const filled = ({ products = [], ...rest }: Record<string, unknown>) => ({
  ...rest,
  products: (products as object[]).filter((row) => Object.values(row).some((value) => value !== null)),
});

const pages = ["pemohon", "usaha", "tempat", "pangan", "produk"];
const fields = [
  "phone",
  "workers",
  "floorArea",
  "ownership",
  "hazardous",
  "cooksOnSite",
  "water",
  "photo",
  "applicantName",
];
const rows = [0, 1, 3, 9, 12].flatMap((i) => [`products.${i}.name`, `products.${i}.monthly`]);
const odd = [
  "products.0.__proto__",
  "__proto__.x",
  "constructor",
  "products",
  "products..name",
  "_add",
  "_remove",
  "_later",
  "_once",
];
const said = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom(
    "yes",
    "market",
    "12,345",
    "1.250",
    "081234567890",
    "products",
    "products.0",
    "\u0000",
    "\u202e",
    "<i>\"'&",
    "😀".repeat(500),
    "x".repeat(20_000),
  ),
);
const form = fc.dictionary(
  fc.oneof(fc.constantFrom(...fields), fc.constantFrom(...rows), fc.constantFrom(...odd)),
  fc.oneof(said, fc.array(said, { minLength: 1, maxLength: 3 })),
  { maxKeys: 12 },
);

test("whatever is sent to a page of the form is taken or turned down kindly, never a breakdown; sent back untouched, it stays as it is", async (t) => {
  const s = await scene(t);
  const owner = await visitor(s, s.id("narti"));
  const draft = await s.filled();
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...pages), form, fc.constantFrom("id", "en"), async (page, posted, lang) => {
      const path = `/ajukan/${draft}/${page}`;
      const answer = await owner.post(path, posted);
      assert.ok([200, 303, 400, 409, 413, 422].includes(answer.statusCode), `${answer.statusCode} at ${page}`);
      assert.doesNotMatch(answer.body, /\b(catalogue|cases|kernel)\.(fault|refusal)\./, "said in words");
      const shown = await owner.get(`${path}?lang=${lang}`);
      if (shown.statusCode !== 200) return;
      const before = await answersOf(s, draft);
      await owner.post(path, formOn(shown.body));
      assert.deepEqual(filled(await answersOf(s, draft)), filled(before));
    }),
    { numRuns: 60 },
  );
});

test("bytes that are no form are turned down: broken escapes, too many names, too much, another kind", async (t) => {
  const s = await scene(t);
  const owner = await visitor(s, s.id("narti"));
  const path = `/ajukan/${await s.filled()}/pemohon`;
  const kind = "application/x-www-form-urlencoded";
  const many = Array.from({ length: 1500 }, (_, i) => `a${i}=1`).join("&");
  const sent: [type: string, body: string | Buffer][] = [
    [kind, "phone=%ff%fe%c0%80&=%&%"],
    [kind, Buffer.from([0xff, 0xfe, 0x00, 0x3d])],
    [kind, many],
    [kind, `phone=${"1".repeat(600_000)}`],
    ["application/json", `{"phone":${"[".repeat(5000)}`],
    ["application/json", '{"phone":{"a":1},"__proto__":{"x":1}}'],
    ["multipart/form-data; boundary=x", '--x\r\ncontent-disposition: form-data; name="phone"\r\n'],
    ["multipart/form-data", "nothing"],
    ["text/plain", "phone=1"],
  ];
  for (const [type, body] of sent) {
    const { statusCode } = await owner.send(path, type, body);
    assert.ok(statusCode < 500, `${statusCode} for ${type} ${body.toString().slice(0, 30)}`);
  }
});

test("a photo from a phone goes in through the page and comes out clean, to those alone who may see it", async (t) => {
  const s = await scene(t);
  const owner = await visitor(s, s.id("narti"));
  const draft = await s.filled();
  const place = { floorArea: "12", ownership: "own", hazardous: "no" };
  const sent = await owner.upload(`/ajukan/${draft}/tempat`, place, {
    field: "photo",
    name: "IMG 1.HEIC.jpg",
    body: await phonePhoto(),
  });
  assert.equal(sent.statusCode, 303, sent.body.slice(0, 500));
  const answers = await answersOf(s, draft);
  const { file, name, type } = answers.photo as { file: string; name: string; type: string };
  assert.deepEqual([answers.floorArea, answers.ownership, name, type], [12, "own", "IMG 1.HEIC.jpg", "image/jpeg"]);
  const got = await owner.get(`/berkas/${file}`);
  assert.equal(got.statusCode, 200);
  const { headers } = got;
  assert.equal(headers["content-type"], "image/jpeg");
  assert.equal(headers["x-content-type-options"], "nosniff");
  assert.match(String(headers["content-security-policy"]), /sandbox; default-src 'none'/);
  assert.equal(headers["cross-origin-resource-policy"], "same-origin");
  assert.match(String(headers["cache-control"]), /no-store/);
  assert.equal((await sharp(got.rawPayload).metadata()).exif, undefined);
  const joko = await visitor(s, s.id("joko"));
  assert.equal((await joko.get(`/berkas/${file}`)).statusCode, 404);
  assert.equal(
    (await (await s.web()).inject({ url: `/berkas/${file}` })).statusCode,
    303,
    "a stranger is sent to sign in",
  );
  for (const wrong of ["x", "../../etc/passwd", s.world.newId(), "%00"])
    assert.ok([400, 404].includes((await owner.get(`/berkas/${encodeURIComponent(wrong)}`)).statusCode), wrong);
});

test("a photo that is turned down says why beside its field, and the other answers are kept", async (t) => {
  const s = await scene(t, { env: { CLAMAV_SOCKET: "127.0.0.1:1" } });
  const owner = await visitor(s, s.id("narti"));
  const draft = await s.filled();
  const path = `/ajukan/${draft}/tempat`;
  const sent: [body: Buffer, status: number, says: RegExp][] = [
    [await phonePhoto(), 422, /pemindai sedang tidak menjawab/],
    [Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"), 422, /bukan foto/],
    [Buffer.alloc(13_000_000, 1), 413, /terlalu besar|12/],
  ];
  for (const [i, [body, status, says]] of sent.entries()) {
    const answer = await owner.upload(
      path,
      { floorArea: String(30 + i), ownership: "rent", hazardous: "no" },
      { field: "photo", name: "a.jpg", body },
    );
    assert.equal(answer.statusCode, status);
    assert.match(answer.body, says);
    if (status === 422) {
      assert.match(answer.body, /href="#photo"/, "the summary leads to the field");
      assert.equal((await answersOf(s, draft)).floorArea, 30 + i);
    }
  }
});

test("the page to mend a field offers that field alone; over, it leads back to the case", async (t) => {
  const s = await scene(t);
  const owner = await visitor(s, s.id("narti"));
  const id = await s.submitted();
  await s.does(s.reviewer, id, "return", { field: "products", note: "Sebutkan harga." });
  const path = `/permohonan/${id}/perbaiki`;
  const shown = await owner.get(path);
  assert.match(shown.body, /Sebutkan harga/);
  assert.deepEqual(Object.keys(formOn(shown.body)), ["_asked", "products.0.name", "products.0.monthly"]);
  const wrong = await owner.post(path, { "products.0.name": "Teh", "products.0.monthly": "murah", phone: "1" });
  assert.equal(formOn(wrong.body)["products.0.monthly"], "murah", "what was typed is kept");
  assert.equal(
    (await owner.post(path, { "products.0.name": "Teh", "products.0.monthly": "5000", phone: "1" })).statusCode,
    303,
  );
  const { row, corrections } = await s.look(id);
  assert.equal(row.answers.phone, "081234567890");
  assert.deepEqual(corrections[0]?.after, [{ name: "Teh", monthly: 5000 }]);
  assert.equal((await owner.get(path)).headers.location, `/permohonan/${id}`);
});

test("the case page says where it is, who has it and when it should end, at each turn, in both languages", async (t) => {
  const s = await scene(t);
  const owner = await visitor(s, s.id("narti"));
  const id = await s.submitted();
  const says = async (...[id_, en]: [RegExp, RegExp]) => {
    for (const [lang, words] of [
      ["id", id_],
      ["en", en],
    ] as const)
      assert.match(plainText((await owner.get(`/permohonan/${id}?lang=${lang}`)).body), words);
  };
  await says(/Dinas Penanaman Modal dan PTSP.*1 Desember 2026/, /One-Stop Services Agency.*1 December 2026/);
  await s.does(s.reviewer, id, "ask-opinions");
  await says(
    /Dinas Kesehatan, Dinas Pemadam|Dinas Pemadam.*Dinas Kesehatan/,
    /Health Agency, Fire|Fire.*Health Agency/,
  );
  for (const office of [s.health, s.fire]) await s.does(office, id, "agree");
  await s.does(s.reviewer, id, "return", { field: "floorArea", note: "Mohon ukur lagi." });
  await says(/Menunggu perbaikan dari Anda/, /Waiting for you|your correction/i);
  const waiting = plainText((await owner.get(`/permohonan/${id}`)).body);
  assert.doesNotMatch(waiting, /Seharusnya selesai/, "no promise while the clock stands");
  assert.match(waiting, /Mohon ukur lagi/);
});

const plainText = (html: string) =>
  html
    .slice(html.indexOf("<main"))
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");
