import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import { loadModules } from "../../../app/modules.ts";
import { Refusal } from "../../../kernel/index.ts";
import { actors, stage } from "../../../test/stage.ts";
import { askCheck, checkFile, registerAddress } from "../checks/commands.ts";
import { fetchGuarded, isInner, NotFetched } from "../checks/fetch.ts";
import { badges, runById, runsOf } from "../checks/queries.ts";

const officer = actors.officer("019b0000-0000-7000-8000-00000000000a", "disdag", "pasar", ["steward"]);

/** A server on this machine's own loopback, ended with the test. */
async function serve(
  t: TestContext,
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const description = (more: object = {}) => ({
  openapi: "3.1.0",
  info: {
    title: "Harga",
    description: "Harga pangan",
    version: "1",
    contact: { email: "x@example.go.id" },
    license: { name: "CC" },
  },
  paths: { "/harga": { get: { parameters: [{ name: "pasar", in: "query" }] } } },
  ...more,
});

test("a file is held to each rule, and what is found has line, field, fault and hint but never the value", async (t) => {
  const s = await stage(t, { modules: await loadModules(), people: 60 });
  const check = async (content: string | Buffer) => {
    const { run } = await s.act(officer, checkFile, {
      agency: "disdag",
      file: Buffer.from(content).toString("base64"),
    });
    const { results, badge } = await s.ask(officer, runById, { id: run });
    const failed = results.flatMap(({ rule, faults }) =>
      faults.map(({ line, field, fault }) => `${rule} ${line} ${field} ${fault}`),
    );
    return { badge, failed, text: JSON.stringify(results) };
  };
  assert.deepEqual(
    await check("village,tanggal,harga\n99.01.01.1001,2026-11-01,12000\n").then(({ badge }) => badge),
    "good",
  );
  const bad = await check("village,tanggal,hp\n00.00.00.0000,01/11/2026,081234567890\n");
  assert.deepEqual(
    [bad.badge, bad.failed],
    ["poor", ["iso-dates 2 tanggal date", "region-codes 2 village code", "no-personal-data 2 hp personal"]],
  );
  assert.ok(!bad.text.includes("081234567890"));
  assert.equal((await check("a,kbli\nx,00000\n")).badge, "fair");
  assert.deepEqual((await check(Buffer.from([0xe9, 0x2c, 0x0a]))).failed, ["utf-8 null  encoding"]);
  assert.deepEqual((await check('[{"a": 1')).failed, ["machine-readable null  json"]);
  assert.deepEqual((await check(`${"[".repeat(200_000)}`)).badge, "poor");
  assert.deepEqual((await check('{"orang": [{"nik": "3374014508800003"}]}')).failed, [
    "no-personal-data null orang[].nik personal",
  ]);
});

test("an agency's API is looked at: what it answers, describes and refuses; its badge is for all, the report for its agency", async (t) => {
  const s = await stage(t, { modules: await loadModules(), people: 60, env: { CHECK_INNER_NETWORK: "yes" } });
  const base = await serve(t, (request, response) => {
    if (request.url === "/harga")
      response.setHeader("content-type", "application/json").end('[{"tanggal":"2026-11-01"}]');
    else if (request.url === "/openapi.json")
      response.end(JSON.stringify(description({ paths: { "/orang/{nik}": {} } })));
    else response.writeHead(404, { "content-type": "text/html" }).end("tidak ada");
  });
  const { address } = await s.act(officer, registerAddress, {
    agency: "disdag",
    title: "Harga pangan",
    url: `${base}/harga`,
    openapi: `${base}/openapi.json`,
  });
  await s.act(officer, askCheck, { address });
  await s.work();
  const [run] = await s.ask(officer, runsOf, { agency: "disdag" });
  const { results } = await s.ask(officer, runById, { id: run!.id });
  const outcomes = Object.fromEntries(results.map(({ rule, outcome }) => [rule, outcome]));
  assert.deepEqual(outcomes, {
    "utf-8": "pass",
    "machine-readable": "pass",
    "iso-dates": "pass",
    "no-personal-data": "pass",
    "no-personal-addresses": "fail",
    openapi: "pass",
    "problem-json": "fail",
    licence: "pass",
    metadata: "pass",
    https: "fail",
  });
  const [badge] = await s.ask(actors.stranger, badges, {});
  assert.deepEqual([badge!.badge, Object.keys(badge!).sort()], ["poor", ["agency", "at", "badge", "id", "title"]]);
  const other = actors.officer("019b0000-0000-7000-8000-00000000000b", "dinkes", "x", ["steward"]);
  for (const no of [actors.stranger, other]) {
    await assert.rejects(s.ask(no, runById, { id: run!.id }), Refusal);
    await assert.rejects(s.act(no, askCheck, { address }), Refusal);
  }
  await assert.rejects(
    s.act(officer, askCheck, { address }),
    (error) => error instanceof Refusal && error.code === "too-many",
  );
});

test("an address with personal data, of another scheme or with its description elsewhere is not registered", async (t) => {
  const s = await stage(t, { modules: await loadModules(), people: 60 });
  const register = (url: string, openapi = "https://api.example.go.id/openapi.json") =>
    s.act(officer, registerAddress, { agency: "disdag", title: "Uji coba", url, openapi });
  const faulty = (key: string) => (error: unknown) =>
    error instanceof Refusal && error.faults.some(({ messageKey }) => messageKey === key);
  await assert.rejects(
    register("https://api.example.go.id/orang/3374014508800003"),
    faulty("onedata.fault.url-personal"),
  );
  await assert.rejects(register("ftp://api.example.go.id/x"), faulty("onedata.fault.url"));
  await assert.rejects(register("https://elsewhere.example.go.id/x"), faulty("onedata.fault.host"));
});

test("the guard opens no inner address, follows no redirect, and has an end in size and time", async (t) => {
  const why = async (address: string, more: object = {}) => {
    try {
      await fetchGuarded(address, { innerAllowed: true, milliseconds: 20_000, bytes: 1000, ...more });
      return "read";
    } catch (error) {
      assert.ok(error instanceof NotFetched, String(error));
      return error.why;
    }
  };
  const base = await serve(t, (request, response) => {
    if (request.url === "/away") response.writeHead(302, { location: "http://example.com/" }).end();
    else if (request.url === "/large") response.end("x".repeat(5000));
    else if (request.url === "/drip") {
      response.write("x");
    } else if (request.url === "/well") response.end("ok");
  });
  assert.equal(await why(`${base}/well`), "read");
  assert.equal(await why(`${base}/away`), "redirect");
  assert.equal(await why(`${base}/large`), "size");
  assert.equal(await why(`${base}/silent`, { milliseconds: 300 }), "time");
  assert.equal(await why(`${base}/drip`, { milliseconds: 300 }), "time");
  assert.equal(await why("http://user:secret@example.com/"), "address");
  assert.equal(await why("file:///etc/passwd"), "address");
  assert.equal(await why("http://127.0.0.1:1/"), "reach");
  for (const address of [
    base,
    "http://localhost:1/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:a00:1]/",
    "http://10.1.2.3/",
    "http://169.254.169.254/latest/",
    "http://0.0.0.0/",
  ])
    assert.equal(await why(address, { innerAllowed: false }), "inner", address);
  assert.deepEqual(["8.8.8.8", "2001:4860:4860::8888"].map(isInner), [false, false]);
});
