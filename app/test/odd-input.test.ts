import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import type { z } from "zod";
import type { Server } from "../../kernel/http/index.ts";
import type { Declared } from "../../kernel/module.ts";
import { issueToken } from "../../modules/identity/index.ts";
import { scene } from "../../test/scene.ts";

interface Request {
  method?: "POST";
  url: string;
  payload?: string | Buffer;
  headers: Record<string, string>;
}
interface Answer {
  statusCode: number;
  headers: Record<string, unknown>;
  body: string;
  json(): Record<string, unknown>;
}

const origin = "http://localhost:8080";
/** Words that tell how the house is built inside. */
const inside =
  /\n\s+at |\.tsx?:\d|node_modules|relation "|syntax error|violates|SQLSTATE|select .+ from|kernel\.journal|pg_/i;

/** Sends a request and holds the answer to what every answer keeps to: no bug, nothing of the inside, our headers, no way out of the house. */
async function sound(web: Server, request: Request): Promise<Answer> {
  const answer = await web.inject(request);
  const what = `${request.method ?? "GET"} ${String(request.url).slice(0, 120)} ${String(request.payload ?? "").slice(0, 120)}`;
  assert.ok(answer.statusCode < 500, `${what}: ${answer.statusCode} ${answer.body.slice(0, 300)}`);
  if (answer.statusCode >= 400) assert.doesNotMatch(answer.body, inside, what);
  assert.match(
    String(answer.headers["content-security-policy"]),
    /^default-src 'none'; .*frame-ancestors 'none'/,
    what,
  );
  assert.doesNotMatch(String(answer.headers["content-security-policy"]), /unsafe|\*|https?:/, what);
  assert.equal(answer.headers["x-content-type-options"], "nosniff", what);
  assert.equal(answer.headers["referrer-policy"], "same-origin", what);
  assert.match(String(answer.headers["x-request-id"]), /^[0-9a-f-]{36}$/, what);
  const { location } = answer.headers;
  if (location) assert.match(String(location), /^\/(?![/\\])/, `${what} leads elsewhere: ${location}`);
  return answer;
}

/** The house with somebody of each kind at its door. */
async function visited(t: Parameters<typeof scene>[0]) {
  const s = await scene(t);
  const token = async (who: string, hat: "citizen" | "officer") => ({
    authorization: `Bearer ${await issueToken(s.world, `${who}@tirta.example`, { hat, days: 1, steppedUp: true })}`,
  });
  const somebody: Record<string, string>[] = [
    {},
    await token("narti", "citizen"),
    await token("bayu", "officer"),
    await token("dimas", "officer"),
  ];
  const pages = s.world.modules.flatMap((room) => room.pages ?? []);
  const routes = s.world.modules.flatMap((room) => room.routes ?? []);
  return {
    ...s,
    web: await s.web(),
    somebody,
    pages,
    routes,
    narti: somebody[1]!,
    joko: await token("joko", "citizen"),
  };
}

const oddWords = [
  "x",
  "%00",
  "..%2f..%2fetc%2fpasswd",
  "%ff%fe",
  "%",
  "'%20or%201=1--",
  "__proto__",
  "%F0%9F%92%A9",
  "%ED%A0%80",
  "a".repeat(199),
  "a".repeat(3000),
  randomUUID(),
];
const oddQueries = [
  "",
  "?after=x&before=%00&limit=-1&q=%00&lang=xx&lanjut=//evil.example",
  "?after=1&after=2&before[]=3&q[a]=1&lang=en&lang=id&lanjut=https://evil.example",
  `?q=${"a".repeat(5000)}&lanjut=/%5cevil.example&after=${randomUUID()}&limit=1e9`,
  "?%ff=%ff&=&&&__proto__=1&constructor[prototype]=1&lanjut=%0d%0aset-cookie:x=1",
];

test("no address, however odd its parts, is a bug, a way out, or a look inside", async (t) => {
  const { web, pages, routes, somebody } = await visited(t);
  const paths = [...pages.map((page) => page.path), ...routes.filter((r) => r.method === "GET").map((r) => r.path)];
  assert.ok(paths.length > 50);
  for (const path of paths) {
    const words = /[:*]/.test(path) ? oddWords : ["x"];
    for (const [i, word] of words.entries()) {
      const url = path.replaceAll(/:\w+|\*/g, word) + oddQueries[i % oddQueries.length];
      await sound(web, { url, headers: somebody[i % somebody.length]! });
    }
    if (words.length === 1)
      for (const [i, query] of oddQueries.entries())
        await sound(web, { url: path + query, headers: somebody[i % somebody.length]! });
  }
});

test("another person's thing answers exactly as a thing that does not exist", async (t) => {
  const { web, pages, routes, narti, joko, ...s } = await visited(t);
  const id = await s.submitted({ floorArea: "12", cooks: false });
  const draft = await s.filled();
  const [bill] = await s.asOwner<{ id: string }>("select id from payments.bill");
  const [message] = await s.asOwner<{ id: string }>("select id from messages.message");
  const things = [id, draft, bill!.id, ...(message ? [message.id] : []), s.id("narti")];
  let seen = 0;
  for (const { path } of [...pages, ...routes.filter((route) => route.method === "GET")]) {
    if (!/:(id|draft)\b/.test(path)) continue;
    const ask = async (thing: string, headers: Record<string, string>) => {
      const answer = await sound(web, {
        url: path.replace(/:(id|draft)\b/, thing).replace(/:page/, "pemohon"),
        headers,
      });
      const shown = answer.body.replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{22}|[0-9a-f]{8}-[0-9a-f-]{27}/g, "id");
      return { status: answer.statusCode, to: String(answer.headers.location).replaceAll(thing, "id"), shown };
    };
    const none = await ask(randomUUID(), joko);
    for (const thing of things) {
      assert.deepEqual(await ask(thing, joko), none, `${path} tells joko of ${thing}`);
      if ((await ask(thing, narti)).status === 200) seen += 1;
    }
  }
  assert.ok(seen >= 5, `the owner sees her own: ${seen}`);
});

test("no form, whatever is posted to it in whatever kind, is a bug", async (t) => {
  const { web, pages, routes, somebody } = await visited(t);
  const part = (name: string, more: string, body: string) =>
    `--b\r\ncontent-disposition: form-data; name="${name}"${more}\r\n\r\n${body}\r\n`;
  const bodies: [type: string | undefined, body: string | Buffer][] = [
    [
      "application/x-www-form-urlencoded",
      "a=%00&b=%ff&__proto__=1&constructor=2&_once=../../x&id=1&id=2&step=x&outcome=x",
    ],
    ["application/x-www-form-urlencoded", Buffer.from([0xff, 0x00, 0x3d, 0xfe, 0x26, 0x3d])],
    [
      "application/x-www-form-urlencoded",
      `identifier=${"x".repeat(100_000)}&password=${"y".repeat(100_000)}&nik=${"9".repeat(5000)}`,
    ],
    ["application/x-www-form-urlencoded", Array.from({ length: 900 }, (_, i) => `products.${i}.name=x`).join("&")],
    [
      "multipart/form-data; boundary=b",
      `${part("photo", '; filename="../../x.svg"', "<svg onload=alert(1)>")}${part("a", "", "\0")}--b--\r\n`,
    ],
    ["multipart/form-data; boundary=b", "--b\r\ncontent-disposition: form-data\r\n\r\nx"],
    ["multipart/form-data", "no boundary"],
    ["application/json", '{"a":{"b":[1,2,{"__proto__":{"x":1}}]}}'],
    ["application/json; charset=utf-16", "{"],
    ["text/plain", "x"],
    ["application/xml", "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>"],
    [undefined, Buffer.from([0, 1, 2, 255])],
  ];
  const paths = [...pages.filter((page) => page.submit), ...routes.filter((route) => route.method === "POST")];
  assert.ok(paths.length > 25);
  for (const { path } of paths) {
    for (const [i, [type, payload]] of bodies.entries()) {
      const url = path.replaceAll(/:\w+/g, i % 2 ? randomUUID() : "izin-usaha-mikro");
      for (const headers of [somebody[1]!, somebody[i % 2 ? 2 : 3]!])
        await sound(web, {
          method: "POST",
          url,
          payload,
          headers: { origin, ...headers, ...(type && { "content-type": type }) },
        });
    }
  }
});

/** A body that fits a schema's names and nothing else: each known field holds the odd value. */
const filled = (declared: Declared, value: unknown): Record<string, unknown> => {
  const shape = (declared.input as unknown as { shape?: Record<string, z.ZodType> }).shape ?? {};
  return Object.fromEntries(Object.keys(shape).map((name) => [name, value]));
};

test("no command and no question, whatever is sent to it, is a bug: each is refused with a problem document or answered", async (t) => {
  const { web, world, somebody } = await visited(t);
  const doors = world.modules
    .flatMap((room) => [...(room.commands ?? []), ...(room.queries ?? [])])
    .filter((d) => !d.internal);
  assert.ok(doors.length > 50);
  const oddValues = [
    null,
    -1,
    1e300,
    "",
    "\0",
    "\ud800",
    "x".repeat(100_000),
    [],
    [[]],
    {},
    { a: { b: 1 } },
    true,
    "9".repeat(40),
  ];
  let refused = 0;
  for (const declared of doors) {
    const url = `/api/v1/${declared.name.replace(".", "/")}`;
    const bodies = [
      "null",
      "[]",
      '"x"',
      "{",
      "[".repeat(200),
      '{"__proto__":{"hat":"system"}}',
      ...oddValues.map((value) => JSON.stringify(filled(declared, value))),
      JSON.stringify(filled(declared, randomUUID())),
    ];
    for (const [i, payload] of bodies.entries()) {
      const headers = { ...somebody[1 + (i % 3)]!, "content-type": "application/json", "idempotency-key": `${i}` };
      const answer = await sound(web, { method: "POST", url, payload, headers });
      assert.match(String(answer.headers["content-type"]), /^application\/(problem\+)?json/);
      if (answer.statusCode >= 400) {
        refused += 1;
        const problem = answer.json();
        for (const name of ["type", "title", "status", "detail", "instance", "code"])
          assert.ok(problem[name], `${url} ${name}`);
        assert.equal(problem.status, answer.statusCode);
      }
    }
    if (declared.kind === "query")
      for (const query of oddQueries) await sound(web, { url: url + query, headers: somebody[2]! });
  }
  assert.ok(refused > doors.length * 5);
});
