import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { generateSync } from "otplib";
import { pendopo } from "../app/test/verb.ts";
import { Visitor } from "../modules/identity/test/door.ts";
import { mailServer } from "../modules/messages/test/post.ts";
import { asCsv, fileRows } from "../modules/registry/test/register-file.ts";
import { stage } from "./stage.ts";

const example = fileURLToPath(new URL("../government/example", import.meta.url));

/** A new installation: a database in form, the example's files, a mail server, and not one account. */
async function newHouse(t: TestContext) {
  const mail = await mailServer(t);
  const s = await stage(t, { env: { SMTP_URL: mail.url } });
  const env = {
    DATABASE_URL: s.urls.owner,
    DATABASE_APP_URL: s.urls.app,
    DATA_DIR: s.config.DATA_DIR,
    GOVERNMENT_DIR: example,
    KEY_FILE: s.config.KEY_FILE!,
    SMTP_URL: mail.url,
  };
  const server = await s.web();
  const people = [...fileRows(s.world.government, 40)] as Record<string, string>[];
  return {
    ...s,
    people,
    verb: (args: string[], input = "") => pendopo(args, env, input),
    /** What a verb answers to what it cannot do: asked in this process, which is quicker. */
    async refused(args: string[]): Promise<string> {
      const { run } = (await import(`../app/verbs/${args[0]}.ts`)) as { run(args: string[]): Promise<void> };
      const before = process.env;
      process.env = { ...before, ...env };
      try {
        await run(args.slice(1));
        return assert.fail("it did it");
      } catch (error) {
        assert.equal((error as Error).name, "UsageFault", String(error));
        return (error as Error).message;
      } finally {
        process.env = before;
      }
    },
    /** Puts the register's file where the operator has it. */
    file(name: string, text: string) {
      writeFileSync(join(s.config.DATA_DIR, name), text);
      return join(s.config.DATA_DIR, name);
    },
    /** A citizen's own way in, over the forms, with the code out of the mail. */
    async signUp(person: Record<string, string>, email: string) {
      const visitor = new Visitor(server, "203.0.113.7");
      const [year, month, day] = person.birthDate!.split("-");
      const given = { nik: person.nik!, name: person.name!, email };
      const born = { "birthDate.day": day!, "birthDate.month": month!, "birthDate.year": year! };
      await visitor.post("/daftar", { ...given, ...born });
      await s.work();
      const letter = mail.received.findLast(({ to }) => to.includes(email));
      const [code] = /[A-Z2-9]{4}(?:-[A-Z2-9]{4})+/.exec(letter?.mail.text ?? "") ?? [];
      assert.ok(code, `no code was mailed to ${email}`);
      await visitor.post("/daftar/kode", { code, password: "gajah duduk di pematang" });
      const shown = /<code>([A-Z2-7 ]+)<\/code>/.exec((await visitor.get("/akun/kunci")).body);
      const secret = shown![1]!.replaceAll(" ", "");
      const next = () => {
        s.clock.forward(30_000);
        return generateSync({ secret, epoch: s.clock.now().getTime() / 1000 });
      };
      assert.equal((await visitor.post("/akun/kunci", { code: next() })).statusCode, 303);
      return {
        visitor,
        async wear() {
          const choice = /value="(officer:[^"]+)"/.exec((await visitor.get("/akun/bertindak")).body)?.[1];
          assert.ok(choice, "no office to choose");
          await visitor.post("/akun/bertindak", { choice });
        },
        stepUp: () => visitor.post("/masuk/lagi", { code: next() }),
      };
    },
  };
}

const at = (role: string, nikFile: string, office = "aplikasi", agency = "diskominfo") => [
  "appoint",
  "--agency",
  agency,
  "--office",
  office,
  "--roles",
  role,
  "--nik-file",
  nikFile,
];

test("from an empty database to a reviewer at work: enrol, two citizens, two duties from the machine, the rest in the browser", async (t) => {
  const h = await newHouse(t);
  for (const args of [["migrate"], ["seed"]]) {
    const said = await h.verb(args);
    assert.equal(said.code, 0, said.err);
  }
  const doctor = await h.verb(["doctor"]);
  assert.match(doctor.out, /MEND {3}nobody is administrator, nobody approver yet.*pendopo appoint/);
  assert.match(doctor.out, /MEND {3}payments\.yaml: qris: a simulator/);

  const csv = h.file("people.csv", asCsv(h.people));
  const enrolled = await h.verb(["enrol", csv]);
  assert.match(
    enrolled.out,
    /40 rows: 40 people to enter, 0 in the register already, 0 at fault[\s\S]*40 people were entered/,
    enrolled.err,
  );
  assert.doesNotMatch(enrolled.out + enrolled.err, /9901\d{12}/);

  type Person = Record<string, string>;
  const grown = h.people.filter(({ birthDate }) => birthDate! < "2000");
  const [first, second, third] = grown as [Person, Person, Person];
  const nikOf = (person: Person) => h.file("nik", `${person.nik}\n`);
  const early = await h.refused(at("administrator", nikOf(first)));
  assert.match(early, /no account yet.*http:\/\/localhost:8080\/daftar/);

  const administrator = await h.signUp(first, "satu@warga.example");
  const approver = await h.signUp(second, "dua@warga.example");
  const given = await h.verb(at("administrator", "-"), `${first.nik}\n`);
  assert.equal(given.code, 0, given.err);
  assert.doesNotMatch(given.out + given.err, new RegExp(`${first.nik}|${first.name}`));
  const personnel = ["kepegawaian", "setda"] as const;
  const both = await h.refused(at("approver", nikOf(first), ...personnel));
  assert.match(both, /Choose somebody else: power needs two people/);
  assert.equal((await h.verb(at("approver", nikOf(second), ...personnel))).code, 0);
  assert.doesNotMatch((await h.verb(["doctor"])).out, /nobody is/);
  const again = await h.refused(at("administrator", nikOf(second)));
  assert.match(again, /administrator already, at diskominfo\/aplikasi.*in the browser/);

  const reviewer = await h.signUp(third, "tiga@warga.example");
  assert.notEqual((await reviewer.visitor.get("/petugas/antrean")).statusCode, 200);
  await administrator.wear();
  await administrator.stepUp();
  const appointed = await administrator.visitor.post("/admin/petugas", {
    appoint: "yes",
    nik: third.nik!,
    office: "dpmptsp/perizinan",
    roles: ["reviewer", "finance"],
  });
  assert.equal(appointed.statusCode, 303, appointed.body);
  await reviewer.wear();
  assert.equal((await reviewer.visitor.get("/petugas")).statusCode, 200, "a plain duty opens its queue at once");
  assert.equal((await reviewer.visitor.get("/petugas/keuangan")).statusCode, 403, "power waits for the second person");
  await approver.wear();
  await approver.stepUp();
  const waiting = /name="approve" value="([^"]+)"/.exec((await approver.visitor.get("/admin/petugas")).body)?.[1];
  assert.equal((await approver.visitor.post("/admin/petugas", { approve: waiting! })).statusCode, 303);
  assert.equal((await reviewer.visitor.get("/petugas/keuangan")).statusCode, 200);

  const journal = await h.asOwner<{ hat: string; via: string; about: string[] }>(
    "select hat, via, about from kernel.journal where name = 'identity.appoint-first' order by at",
  );
  assert.deepEqual(
    journal.map(({ hat, via, about }) => [hat, via, about.length]),
    [
      ["system", "cli", 1],
      ["system", "cli", 1],
    ],
  );
  const told = await h.asOwner<{ kind: string }>(
    "select kind from messages.message where kind like 'first-%' order by kind",
  );
  assert.deepEqual(
    told.map(({ kind }) => kind),
    ["first-administrator", "first-approver"],
  );
});

test("appoint says what is wrong and what there is to choose", async (t) => {
  const h = await newHouse(t);
  const nobody = h.file("nik", "9901010101800001");
  const wrong: [args: string[], says: RegExp][] = [
    [
      at("administrator", nobody, "taman"),
      /no office diskominfo\/taman\. There are:\n[\s\S]*--agency dpmptsp --office loket/,
    ],
    [at("reviewer", nobody), /--roles is one of: administrator, approver\. All other duties are given in the browser/],
    [at("administrator,approver", nobody), /power needs two people/],
    [at("administrator", nobody).slice(0, -2), /Nobody is there to ask.*--nik-file/],
    [at("administrator", h.file("short", "12")), /A NIK has 16 digits/],
    [at("administrator", nobody), /not in the population register/],
  ];
  for (const [args, says] of wrong) assert.match(await h.refused(args), says);
  assert.deepEqual(await h.count("identity.officer", "kernel.journal"), [0, 0]);
});
