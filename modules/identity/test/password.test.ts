import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { passwordFault } from "../password.ts";
import { hashPassword, passwordFits } from "../secret.ts";
import { oneDoor } from "./door.ts";

const the = oneDoor();
const fault = (password: string) =>
  passwordFault(password, ["Joko Prasetyo", "joko.prasetyo@tirta.example"])?.split("-").at(-1);

test("length is what counts: no sign, number or capital is asked for", () => {
  for (const good of [
    "gajah duduk di pematang",
    "correct horse battery staple",
    "kerupuk-sambal-melinjo",
    "hujanrintikmalamrabu",
    "パスワードではない言葉です",
    "🐘🌧️🍚🥁🛶🪁🎋🌋🦜🍃🪘🥥",
    "8f2c1b9e7d4a",
  ])
    assert.equal(fault(good), undefined, good);
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 0, maxLength: 11 }), (text) => {
      fc.pre([...text.normalize("NFKC")].length < 12);
      return fault(text) === "short";
    }),
  );
  assert.equal(fault("x".repeat(201)), "long");
});

test("what guessers try first is refused: leaked ones, doubled, with years and signs, 0 for o, walks along the keys", () => {
  for (const bad of [
    "passwordpassword",
    "Password2026!",
    "P@ssw0rd1234",
    "indonesia1945",
    "Bismillah123!",
    "rahasia rahasia",
    "sayangku2026",
    "qwertyuiop[]",
    "qwertyuiopasdf",
    "1q2w3e4r5t6y",
    "123456789012",
    "abcdefghijkl",
    "aaaaaaaaaaaaaaaa",
    "administrator",
    "unbelievable",
    "garuda garuda garuda",
    "katasandi12345",
  ])
    assert.equal(fault(bad), "common", bad);
});

test("one's own name, address and number are refused", () => {
  for (const bad of ["prasetyo dan keluarga", "Sepeda-Joko-Prasetyo"]) assert.equal(fault(bad), "personal", bad);
});

test("a password typed on another keyboard is the same password, and any other is not", async () => {
  const kept = await hashPassword("kata e\u0301lok yang panjang");
  assert.match(kept, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  assert.ok(await passwordFits(kept, "kata \u00e9lok yang panjang"));
  assert.equal(await passwordFits(kept, "kata elok yang panjang"), false);
  assert.equal(await passwordFits(null, "nobody has this password"), false);
});

test("a change asks for the code and the present password, tells the owner, and ends every other session and token", async () => {
  const { d } = the;
  const { password } = d.account("citizen");
  const home = await d.signIn("citizen");
  const phone = await d.signIn("citizen", d.visitor());
  const half = d.visitor();
  await half.post("/masuk", { identifier: "joko@tirta.example", password });
  const next = "gajah duduk di pematang";
  const asked = await home.post("/akun/sandi", { current: password, next });
  assert.match(String(asked.headers.location), /^\/masuk\/lagi/);
  await d.stepUp(home, "citizen");
  const wrong = await home.post("/akun/sandi", { current: "bukan yang ini lho", next });
  assert.equal(wrong.statusCode, 422);
  assert.match(wrong.body, /Kata sandi sekarang salah/);
  const weak = await home.post("/akun/sandi", { current: password, next: "passwordpassword" });
  assert.match(weak.body, /terlalu mudah ditebak/);
  assert.ok(!weak.body.includes("passwordpassword"), "a password is never shown again");
  assert.equal((await home.post("/akun/sandi", { current: password, next })).statusCode, 303);
  assert.ok(await home.isKnown());
  assert.equal(await phone.isKnown(), false);
  const late = await half.post("/masuk/kode", { code: d.code("citizen") });
  assert.match(String(late.headers.location), /^\/masuk/, "what was half done with the old one is over");
  assert.equal((await d.inbox("joko")).at(-1), "password");
  assert.equal((await d.visitor().post("/masuk", { identifier: "joko@tirta.example", password })).statusCode, 422);
  const anew = await d.visitor().post("/masuk", { identifier: "joko@tirta.example", password: next });
  assert.equal(anew.statusCode, 303);
});
