import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { test } from "node:test";
import { Refusal } from "../../../kernel/index.ts";
import { offerService } from "../commands/services.ts";
import { DescriptionFault, describe } from "../description/check.ts";
import { surePattern } from "../description/pattern.ts";
import { behind } from "./behind.ts";

const person = {
  type: "object",
  required: ["nama"],
  additionalProperties: { type: "object", properties: { kota: { type: "string" } } },
  properties: { nama: { type: "string", maxLength: 60 }, lahir: { type: "string", format: "date" } },
};
const openapi = {
  openapi: "3.1.0",
  info: { title: "Lama", version: "1" },
  paths: {
    "/orang/{cara}": {
      post: {
        requestBody: { $ref: "#/components/requestBodies/Cari" },
        responses: {
          200: {
            description: "Ada",
            content: { "application/json": { schema: { $ref: "#/components/schemas/Orang" } } },
          },
        },
      },
    },
  },
  components: {
    requestBodies: {
      Cari: {
        required: true,
        content: {
          "application/json": {
            schema: {
              type: "object",
              required: ["nik"],
              properties: { nik: { type: "string", pattern: "^\\d{16}$" } },
            },
          },
        },
      },
    },
    schemas: { Orang: person },
  },
};

async function described(t: TestContext, answer: object, status = 200) {
  const asked: string[] = [];
  const s = await behind(
    t,
    (_asked, reply, body) => {
      asked.push(body);
      reply.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(answer));
    },
    { openapi },
  );
  const logged = () =>
    s.asOwner<{ fault: string; fault_detail: string }>(
      "select fault, fault_detail from exchange.message where fault is not null",
    );
  return { ...s, asked, logged };
}

test("a question that does not fit is refused with its place, and nothing goes on; one that fits is answered", async (t) => {
  const s = await described(t, { nama: "Narti" });
  const plain = s.path.replace("/r1", "/exchange/v1");
  const unfit = await s.send({ nik: 7 }, { path: plain });
  assert.deepEqual([unfit.statusCode, unfit.headers["x-road-error"]], [422, "Client.InvalidBody"], unfit.body);
  assert.match(String(unfit.headers["content-type"]), /application\/problem\+json/);
  assert.match(unfit.json().title, /at \/nik \(type\)/);
  const bare = await s.send({ nik: "990" }, { path: plain });
  assert.match(bare.json().title, /at \/nik \(pattern\)/);
  const other = await s.send({}, { path: plain, headers: { "content-type": "text/plain" } });
  assert.match(other.json().title, /at content-type/);
  assert.deepEqual(s.asked, [], "nothing was forwarded");
  assert.equal((await s.send({}, {})).statusCode, 400, "X-Road's face answers 400");
  const fits = await s.send();
  assert.deepEqual([fits.statusCode, fits.json()], [200, { nama: "Narti" }], fits.body);
});

test("an answer that does not fit is not handed on: the provider is named, once in the log, and nothing of the data", async (t) => {
  const s = await described(t, { nama: "Narti", "9901014508800001": { kota: 5 } });
  const answer = await s.send({ nik: s.nik }, { path: s.path.replace("/r1", "/exchange/v1") });
  assert.deepEqual(
    [answer.statusCode, answer.headers["x-road-error"]],
    [502, "Server.ServerProxy.ServiceFailed.InvalidResponse"],
  );
  assert.match(
    answer.json().title,
    /^The answer of TIRTA\/GOV\/disdukcapil\/lama\/lama does not fit its description at \/\*\/kota/,
  );
  assert.ok(!answer.body.includes("9901014508800001") && !answer.body.includes("Narti"));
  const rows = await s.logged();
  assert.equal(rows.length, 1);
  assert.ok(!rows[0]!.fault_detail.includes("99010145"));
});

test("a status that is not described is not handed on; a provider's own refusal is", async (t) => {
  const created = await described(t, { nama: "Narti" }, 201);
  assert.equal((await created.send()).headers["x-road-error"], "Server.ServerProxy.ServiceFailed.InvalidResponse");
  const refuses = await described(t, { pesan: "tidak ada" }, 404);
  assert.deepEqual([(await refuses.send()).statusCode], [404]);
});

test("a document that cannot be checked by is refused when the service is offered, with the place", async (t) => {
  const s = await behind(t, () => {});
  const offered = {
    system: s.giver.id,
    code: "lama",
    title: { id: "Lama", en: "Old" },
    address: `http://${s.host}/api`,
    endpoints: [{ method: "POST" as const, path: "/orang/*" }],
  };
  const elsewhere = structuredClone(openapi) as Record<string, unknown>;
  (elsewhere.components as { schemas: object }).schemas = { Orang: { $ref: "https://lain.example/orang.json" } };
  for (const bad of [{ openapi: "2.0" }, { openapi: "3.1.0", paths: {} }, elsewhere])
    await assert.rejects(
      s.act(s.provider, offerService, { ...offered, openapi: bad }),
      (error) =>
        error instanceof Refusal && error.faults[0]?.path === "openapi" && error.faults[0].values?.place !== "",
    );
  await s.act(s.provider, offerService, { ...offered, openapi });
});

test("OpenAPI 3.0 is read as it means it: nullable, and bounds that are left out", async () => {
  const document = {
    openapi: "3.0.3",
    paths: {
      "/a": {
        post: {
          requestBody: {
            content: {
              "application/json": {
                schema: {
                  type: "object",
                  properties: {
                    n: { type: "number", minimum: 0, exclusiveMinimum: true },
                    s: { type: "string", nullable: true },
                  },
                },
              },
            },
          },
          responses: {},
        },
      },
    },
  };
  const { asked } = await describe(document);
  const fits = (value: object) =>
    asked("POST", "/a", { type: "application/json", body: Buffer.from(JSON.stringify(value)) });
  assert.equal(fits({ n: 1, s: null }), null);
  assert.deepEqual(fits({ n: 0 }), { at: "/n", why: "exclusiveMinimum" });
  await assert.rejects(describe({ openapi: "3.0.3" }), DescriptionFault);
});

test("a pattern that could run for hours is not run, others are", () => {
  for (const sure of ["^\\d{16}$", "^[A-Z]{2,3}-\\d+$", "^(L|P)$", "^(?:ab)?c$", "^[^@\\s]+@[^@\\s]+$"])
    assert.ok(surePattern(sure), sure);
  for (const endless of [
    "(a+)+$",
    "^(a|a)*$",
    "(.*)*x",
    "^((ab)*)*$",
    "(a*)\\1",
    "(?=a)b",
    "^a*b*c*d*$",
    "(",
    "(a|b|ab)+",
  ])
    assert.equal(surePattern(endless), null, endless);
  assert.equal(surePattern("^\\d+$")!.test("1".repeat(10_000)), false);
});
