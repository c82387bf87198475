import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import { actors } from "../../../test/stage.ts";
import { formOn, visitor } from "../../../test/visitor.ts";
import { officersOf } from "../../identity/index.ts";
import { directory } from "../queries/directory.ts";
import { agencies } from "./agencies.ts";

const desk = "/petugas/pertukaran";
const openapi = `openapi: 3.1.0
info: { title: Lama, version: "1" }
paths:
  /orang/{nik}:
    get:
      responses:
        "200":
          description: Ada
          content:
            application/json:
              schema: { type: object, required: [nama], properties: { nama: { type: string } } }
`;

/** Disdukcapil's steward at a browser, its system, and an API that it has. */
async function offering(t: TestContext) {
  let answer: object = { nama: "Narti", alamat: "Jalan" };
  const server = createServer((_asked, reply) =>
    reply.setHeader("content-type", "application/json").end(JSON.stringify(answer)),
  );
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const s = await agencies(t, { env: { EXCHANGE_HOSTS: host } });
  const giver = await s.system("lama", s.provider);
  const at = { agency: "disdukcapil", office: "pendaftaran-penduduk", role: "steward" } as const;
  const [steward] = await s.ask(actors.system("test"), officersOf, at);
  const browser = await visitor(s, s.id("bagas"), steward!.id, true);
  const answers = (with_: object) => {
    answer = with_;
  };
  return { ...s, giver, host, browser, answers };
}

test("an agency offers its API by a page: paths come from its document, it is tried from the desk without showing what it says, and withdrawn", async (t) => {
  const s = await offering(t);
  const path = `${desk}/sistem/${s.giver.id}/layanan-baru`;
  const form = { ...formOn((await s.browser.get(path)).body), title: "Aplikasi lama", code: "lama" };
  const file = (text: string) => ({ field: "openapi", name: "lama.yaml", body: Buffer.from(text) });
  const bad = await s.browser.upload(path, { ...form, address: `http://${s.host}/api` }, file("openapi: 3.1.0"));
  assert.equal(bad.statusCode, 422);
  assert.match(bad.body, /id="openapi-error"/);
  const inner = await s.browser.upload(path, { ...form, address: "https://127.0.0.1/" }, file(openapi));
  assert.match(inner.body, /id="address-error"/, "nobody looks through the gateway into the house");
  const made = await s.browser.upload(
    path,
    { ...form, address: `http://${s.host}/api`, summary: "Mencari orang", fields: "nama, alamat", timeoutMs: "2,5" },
    file(openapi),
  );
  assert.equal(made.statusCode, 303, made.body);
  const [row] = await s.asOwner<Record<string, unknown>>("select * from exchange.service where code = 'lama'");
  assert.deepEqual(
    [row!.endpoints, row!.fields, row!.timeout_ms, row!.summary],
    [[{ method: "GET", path: "/orang/*" }], ["nama", "alamat"], 2500, "Mencari orang"],
  );
  const there = made.headers.location as string;

  const tried = await s.browser.post(there, { do: "try", endpoint: "GET /orang/9901", body: "", reason: "Uji coba" });
  assert.match(tried.body, /nama, alamat/);
  assert.ok(!tried.body.includes("Narti"), "its shape is shown, not what it says");
  s.answers({ nama: 5 });
  const misfit = await s.browser.post(there, { do: "try", endpoint: "GET /orang/9901", body: "", reason: "Uji coba" });
  assert.match(misfit.body, /does not fit the description at \/nama \(type\)/);
  const away = await s.browser.post(there, { do: "try", endpoint: "GET /orang/../..", body: "", reason: "Uji coba" });
  assert.match(away.body, /it has no GET at this path/);

  // What is not given anew stays.
  const change = { ...formOn((await s.browser.get(`${there}/ubah`)).body), summary: "Mencari warga" };
  assert.equal((await s.browser.post(`${there}/ubah`, change)).statusCode, 303);
  const [after] = await s.asOwner<Record<string, unknown>>("select * from exchange.service where code = 'lama'");
  assert.equal(after!.summary, "Mencari warga");
  assert.deepEqual([after!.openapi, after!.endpoints, after!.code], [row!.openapi, row!.endpoints, "lama"]);

  assert.equal((await s.browser.post(there, { do: "withdraw", reason: "" })).statusCode, 422);
  assert.equal((await s.browser.post(there, { do: "withdraw", reason: "Diganti" })).statusCode, 303);
  const listed = await s.ask(actors.stranger, directory, {});
  assert.ok(!listed.some(({ services }) => services.some(({ code }) => code === "lama")));
});

test("who could not act on a page is refused at once, not after filling in its form", async (t) => {
  const s = await offering(t);
  const service = (await s.serviceOf("population")).id;
  const mine = await s.system();
  const agreement = await s.agreed(mine.id);
  const paths = [
    `${desk}/sistem-baru`,
    `${desk}/minta`,
    `${desk}/coba/${agreement}`,
    `${desk}/sistem/${s.giver.id}/layanan-baru`,
    `${desk}/layanan/${service}/ubah`,
    `${desk}/pemerintah`,
    `${desk}/tertunda`,
  ];
  const web = await s.web();
  const reviewer = await visitor(s, s.id("bayu"), s.reviewer.officer!.id, true);
  const citizen = await visitor(s, s.id("narti"));
  for (const path of paths) {
    assert.match(String((await web.inject({ url: path })).headers.location), /^\/masuk/, path);
    for (const one of [reviewer, citizen]) {
      const answer = await one.get(path);
      assert.ok([403, 404].includes(answer.statusCode), `${path} ${answer.statusCode}`);
      assert.ok(!answer.body.slice(answer.body.indexOf("<main")).includes('<form method="post"'), path);
    }
  }
  // A steward whose second factor was not given lately gives it before the form, not after.
  const at = { agency: "dinsos", office: "jaminan-sosial", role: "steward" } as const;
  const [steward] = await s.ask(actors.system("test"), officersOf, at);
  const early = await visitor(s, s.id("kinanti"), steward!.id);
  assert.match(String((await early.get(`${desk}/minta`)).headers.location), /^\/masuk\/lagi/);
  assert.equal((await early.get(`${desk}/sistem-baru`)).statusCode, 200);
});
