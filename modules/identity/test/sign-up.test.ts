import assert from "node:assert/strict";
import { test } from "node:test";
import { generateSync } from "otplib";
import { oneDoor, type Visitor } from "./door.ts";

const the = oneDoor();
const password = "gajah duduk di pematang";

const formOf = (key: string, more: Record<string, string> = {}) => {
  const { nik, name, birthDate } = the.d.person(key);
  const [year, month, day] = birthDate.split("-") as [string, string, string];
  return {
    nik,
    name,
    "birthDate.day": String(Number(day)),
    "birthDate.month": String(Number(month)),
    "birthDate.year": year,
    email: `${key}@contoh.example`,
    ...more,
  };
};
const secretOn = async (visitor: Visitor): Promise<string> =>
  /<code>([A-Z2-7 ]+)<\/code>/.exec((await visitor.get("/akun/kunci")).body)![1]!.replaceAll(" ", "");
const codeOf = (secret: string) => generateSync({ secret, epoch: the.d.clock.now().getTime() / 1000 });

test("NIK, name and birth date of the register, a code from the mail, a password, a second factor: the account is open", async () => {
  const { d } = the;
  const sekar = d.visitor();
  const begun = await sekar.post("/daftar", formOf("sekar", { nik: d.person("sekar").nik.replace(/(.{4})/g, "$1 ") }));
  assert.equal(begun.headers.location, "/daftar/kode");
  const code = (await d.mailed("confirm"))!;
  for (const [form, says] of [
    [{ code: "AAAA-BBBB-CCCC", password }, /kedaluwarsa/],
    [{ code, password: "pendek" }, /paling sedikit 12/],
    [{ code, password: "Sekar Ayuningtyas" }, /Jangan pakai nama/],
  ] as const) {
    const answer = await sekar.post("/daftar/kode", form);
    assert.equal(answer.statusCode, 422);
    assert.match(answer.body, says);
  }
  assert.equal((await sekar.post("/daftar/kode", { code, password })).headers.location, "/akun/kunci");
  assert.equal(await sekar.isKnown(), false, "not without the second factor");
  const secret = await secretOn(sekar);
  const opened = await sekar.post("/akun/kunci", { code: codeOf(secret) });
  assert.equal(opened.headers.location, "/akun?baru=ya");
  assert.match((await sekar.get("/saya")).body, /Sekar/);
  const [row] = await d.asOwner<{ person: string; row: string }>(
    "select person, account::text as row from identity.account where person = $1",
    [d.id("sekar")],
  );
  assert.ok(!row!.row.includes(d.person("sekar").nik) && !row!.row.includes("sekar@contoh.example"), "sealed");
  assert.equal((await d.visitor().post("/daftar/kode", { code, password })).statusCode, 422, "the code is used up");
});

test("whatever is given, the page answers alike; only the mail to the given address differs", async () => {
  const { d } = the;
  const cases: [kind: string, form: Record<string, string>][] = [
    ["confirm", formOf("galih")],
    ["counter", formOf("galih", { name: "Orang Lain", email: "a@contoh.example" })],
    ["counter", formOf("galih", { "birthDate.year": "2011", email: "b@contoh.example" })],
    ["counter", formOf("galih", { nik: "9901014508809999", email: "c@contoh.example" })],
    ["have-account", formOf("joko", { email: "Joko@tirta.example" })],
    ["counter", formOf("joko", { email: "bukan.joko@contoh.example" })],
    ["address-taken", formOf("sugeng", { email: "narti@tirta.example" })],
  ];
  const answers = new Set<string>();
  for (const [kind, form] of cases) {
    const visitor = d.visitor("198.51.100.3");
    const answer = await visitor.post("/daftar", form);
    const { "x-request-id": _id, date: _date, ...headers } = answer.headers;
    const next = await visitor.get(String(answer.headers.location));
    const page = next.body.replace(/name="_once" value="[^"]*"/g, "");
    answers.add(JSON.stringify([answer.statusCode, headers, answer.body, next.statusCode, page]));
    const [letter] = await d.asOwner<{ kind: string }>(
      "select kind from messages.message order by sent_at desc, id desc limit 1",
    );
    assert.equal(letter!.kind, kind, JSON.stringify(form));
  }
  assert.equal(answers.size, 1);
});

test("the wrong kind of answer is told at its field, with what was typed kept", async () => {
  const { d } = the;
  const wrong = { nik: "123", name: "", email: "bukan surel", "birthDate.day": "31", "birthDate.month": "2" };
  const answer = await d.visitor("198.51.100.4").post("/daftar", { ...formOf("galih"), ...wrong });
  assert.equal(answer.statusCode, 422);
  for (const field of ["nik", "name", "birthDate", "email"]) assert.match(answer.body, new RegExp(`href="#${field}"`));
  assert.match(answer.body, /value="bukan surel"/);
});

test("where the data does not fit, the counter proves the person; the mail brings the code, and no officer sees a password", async () => {
  const { d } = the;
  const sugeng = d.visitor("198.51.100.5");
  await sugeng.post("/daftar", formOf("sugeng", { name: "Soegeng R." }));
  const ticket = (await d.mailed("counter"))!;
  const wulan = await d.signIn("front-desk");
  const form = {
    code: ticket.toLowerCase(),
    nik: ` ${d.person("sugeng").nik.replace(/(.{4})/g, "$1 ")}`,
    verdict: "seen",
  };
  assert.equal((await wulan.post("/petugas/pembuktian", form)).statusCode, 303);
  assert.deepEqual(
    await d.asOwner("select 1 from identity.account where person = $1", [d.id("sugeng")]),
    [],
    "the account is opened by its owner",
  );
  const code = (await d.mailed("proved"))!;
  await sugeng.post("/daftar/kode", { code, password });
  await sugeng.post("/akun/kunci", { code: codeOf(await secretOn(sugeng)) });
  assert.match((await sugeng.get("/saya")).body, /Sugeng/);
  const anew = d.visitor("198.51.100.6");
  assert.equal((await anew.post("/masuk", { identifier: d.person("sugeng").nik, password })).statusCode, 303);
});

test("one person, one account: of two codes for the same person only the first opens", async () => {
  const { d } = the;
  const codes: string[] = [];
  for (const email of ["satu@contoh.example", "dua@contoh.example"]) {
    await d.visitor("198.51.100.7").post("/daftar", formOf("galih", { email }));
    codes.push((await d.mailed("confirm"))!);
  }
  const visitor = d.visitor("198.51.100.7");
  assert.equal((await visitor.post("/daftar/kode", { code: codes[0]!, password })).statusCode, 303);
  assert.equal((await visitor.post("/daftar/kode", { code: codes[1]!, password })).statusCode, 409);
});

test("who stopped before the second factor goes on with it at the next sign-in; once it is there, a password alone changes nothing", async () => {
  const { d } = the;
  const identifier = "satu@contoh.example";
  const [early, late] = [d.visitor("198.51.100.8"), d.visitor("198.51.100.8")];
  for (const one of [early, late])
    assert.equal((await one.post("/masuk", { identifier, password })).headers.location, "/akun/kunci");
  assert.equal((await early.post("/akun/kunci", { code: codeOf(await secretOn(early)) })).statusCode, 303);
  assert.ok(await early.isKnown());
  const refused = await late.post("/akun/kunci", { code: codeOf(await secretOn(late)) });
  assert.match(String(refused.headers.location), /^\/masuk/);
  assert.equal(await late.isKnown(), false);
});
