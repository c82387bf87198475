import assert from "node:assert/strict";
import { test } from "node:test";
import { phonePhoto } from "../../../test/journeys/licence.ts";
import { scene } from "../../../test/scene.ts";
import { actors } from "../../../test/stage.ts";
import { dropOver } from "../commands/drop-over.ts";
import { savePage } from "../commands/save-page.ts";
import { formOn, visitor } from "./visitor.ts";

type Scene = Awaited<ReturnType<typeof scene>>;
const answersOf = async (s: Scene, draft: string) =>
  (await s.asOwner<{ answers: Record<string, unknown> }>("select answers from cases.draft where id = $1", [draft]))[0]!
    .answers;
const hidden = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)![1]!;
/** The form as one screen has it: with what it saw and its own word. */
async function screen(who: Awaited<ReturnType<typeof visitor>>, path: string) {
  const { body } = await who.get(path);
  const held: ReturnType<typeof formOn> = {
    ...formOn(body),
    _once: hidden(body, "_once"),
    _seen: hidden(body, "_seen"),
  };
  return (changes: Record<string, string>, more: Record<string, string> = {}) =>
    who.post(path, { ...held, ...changes, ...more });
}

test("two devices with the same page: the later one keeps its words, sees both, and then decides", async (t) => {
  const s = await scene(t);
  const draft = await s.filled();
  const path = `/ajukan/${draft}/pemohon`;
  const phone = await visitor(s, s.id("narti"));
  const laptop = await visitor(s, s.id("narti"));
  const onPhone = await screen(phone, path);
  const onLaptop = await screen(laptop, path);
  assert.equal((await onPhone({ phone: "081111111111" })).statusCode, 303);
  const later = await onLaptop({ phone: "082222222222" });
  assert.equal(later.statusCode, 409);
  assert.equal((await answersOf(s, draft)).phone, "081111111111", "nothing was written over");
  assert.match(later.body, /<del>.*081111111111.*<\/del>/s);
  assert.match(later.body, /<ins>.*082222222222.*<\/ins>/s);
  const again: ReturnType<typeof formOn> = {
    ...formOn(later.body),
    _once: hidden(later.body, "_once"),
    _seen: hidden(later.body, "_seen"),
  };
  assert.equal(again.phone, "082222222222", "the words stand in the form");
  assert.equal((await laptop.post(path, again)).statusCode, 303);
  assert.equal((await answersOf(s, draft)).phone, "082222222222");
});

test("the same answers from two devices, a second press, and what the leaving script saved are no conflict", async (t) => {
  const s = await scene(t);
  const draft = await s.filled();
  const path = `/ajukan/${draft}/pemohon`;
  const narti = await visitor(s, s.id("narti"));
  const [one, two] = [await screen(narti, path), await screen(narti, path)];
  assert.equal((await one({ phone: "081111111111" })).statusCode, 303);
  assert.equal((await two({ phone: "081111111111" })).statusCode, 303);
  const left = await screen(narti, path);
  const leaving = await left({ phone: "0833" }, { _leave: "yes" });
  assert.equal(leaving.statusCode, 204, leaving.body);
  assert.equal((await answersOf(s, draft)).phone, "0833", "half done, kept as it is");
  const [first, second] = await Promise.all([left({ phone: "083333333333" }), left({ phone: "083333333333" })]);
  assert.deepEqual([first.statusCode, second.statusCode], [303, 303]);
  assert.equal((await answersOf(s, draft)).phone, "083333333333");
});

test("pages saved at the same instant undo nothing of each other", async (t) => {
  const s = await scene(t);
  const draft = await s.filled();
  for (let i = 0; i < 5; i += 1) {
    const [workers, phone] = [String(10 + i), `08123456700${i}`];
    await Promise.all([
      s.act(s.owner, savePage, { draft, page: "usaha", posted: { workers } }),
      s.act(s.owner, savePage, { draft, page: "pemohon", posted: { phone } }),
    ]);
    const kept = await answersOf(s, draft);
    assert.deepEqual([kept.workers, kept.phone], [Number(workers), phone]);
  }
});

test("signed out while writing: after signing in the same page has the words, for its owner in that browser only", async (t) => {
  const s = await scene(t);
  const draft = await s.filled();
  const path = `/ajukan/${draft}/usaha`;
  const app = await s.web();
  const send = () =>
    app.inject({
      method: "POST",
      url: `${path}?ubah=ya`,
      headers: { origin: "http://localhost:8080", "content-type": "application/x-www-form-urlencoded" },
      payload: "workers=7",
    });
  const out = await send();
  assert.equal(out.statusCode, 303);
  assert.match(String(out.headers.location), new RegExp(`^/masuk\\?lanjut=.*${draft}`));
  const word = out.cookies.find(({ name }) => name === "__Host-words")!;
  assert.ok(word.httpOnly && word.secure);
  assert.equal((await answersOf(s, draft)).workers, 2, "nobody writes without signing in");
  const [sealed] = await s.asOwner<{ text: string }>("select encode(sealed, 'escape') as text from cases.rescued");
  assert.doesNotMatch(sealed!.text, /workers/);

  const cookies = { "__Host-words": word.value };
  const joko = await visitor(s, s.id("joko"));
  assert.equal((await joko.get(path, cookies)).statusCode, 404);
  assert.equal((await answersOf(s, draft)).workers, 2);
  const narti = await visitor(s, s.id("narti"));
  const back = await narti.get(`${path}?ubah=ya`, cookies);
  assert.equal(back.headers.location, `${path}?ubah=ya&kembali=ya`);
  assert.equal((await answersOf(s, draft)).workers, 7);
  assert.match((await narti.get(`${path}?kembali=ya`)).body, /Selamat datang kembali/);
  await s.act(s.owner, savePage, { draft, page: "usaha", posted: { workers: "8" } });
  await narti.get(path, cookies);
  assert.equal((await answersOf(s, draft)).workers, 8, "once");

  const late = (await send()).cookies.find(({ name }) => name === "__Host-words")!;
  s.clock.forward(61 * 60_000);
  assert.equal((await narti.get(path, { "__Host-words": late.value })).statusCode, 200, "too late: the page as it is");
  assert.equal((await answersOf(s, draft)).workers, 8);
  await send();
  s.clock.forward(61 * 60_000);
  assert.equal((await s.act(actors.system("cases"), dropOver, {})).dropped, 1);
  assert.deepEqual(await s.count("cases.rescued"), [0]);
});

test("an upload that breaks off, or comes when the page was saved elsewhere, leaves the answers and no stray photo", async (t) => {
  const s = await scene(t);
  const draft = await s.filled();
  const path = `/ajukan/${draft}/tempat`;
  const narti = await visitor(s, s.id("narti"));
  const { body } = await narti.get(path);
  const held = { ...formOn(body), _once: hidden(body, "_once"), _seen: hidden(body, "_seen") } as Record<
    string,
    string
  >;
  const whole = Buffer.concat([
    Buffer.from(
      `--x\r\ncontent-disposition: form-data; name="floorArea"\r\n\r\n99\r\n--x\r\ncontent-disposition: form-data; name="photo"; filename="a.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`,
    ),
    (await phonePhoto()).subarray(0, 2000),
  ]);
  const broken = await narti.send(path, "multipart/form-data; boundary=x", whole);
  assert.ok([400, 422].includes(broken.statusCode), String(broken.statusCode));
  assert.equal((await answersOf(s, draft)).floorArea, 60);
  await s.act(s.owner, savePage, {
    draft,
    page: "tempat",
    posted: { floorArea: "61", ownership: "market", hazardous: "no" },
  });
  const photo = { field: "photo", name: "a.jpg", body: await phonePhoto() };
  assert.equal((await narti.upload(path, { ...held, floorArea: "62" }, photo)).statusCode, 409);
  assert.equal((await answersOf(s, draft)).floorArea, 61);
  assert.deepEqual(await s.count("cases.file"), [1]);
});
