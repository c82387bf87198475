import assert from "node:assert/strict";
import { createHash, createHmac, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import { type TestContext, test } from "node:test";
import { s3Files } from "../files/index.ts";

const keys = { accessKeyId: "AKIDTIRTA", secretAccessKey: "rahasia-sekali" };
const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
const sha256 = (bytes: string | Buffer) => createHash("sha256").update(bytes).digest("hex");

/** Works out AWS Signature Version 4 anew from what arrived, as its documentation says. */
function signatureOf(request: IncomingMessage, secret: string): { given: string; wanted: string } {
  const [, credential = "", signed = "", given = ""] =
    /^AWS4-HMAC-SHA256 Credential=([^,]+), *SignedHeaders=([^,]+), *Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? "",
    ) ?? [];
  const [, day = "", region = "", service = ""] = credential.split("/");
  const headers = signed.split(";").map((name) => `${name}:${String(request.headers[name]).trim()}\n`);
  const [path = "", query = ""] = request.url!.split("?");
  const canonical = [request.method, path, query, headers.join(""), signed, request.headers["x-amz-content-sha256"]];
  const scope = `${day}/${region}/${service}/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", request.headers["x-amz-date"], scope, sha256(canonical.join("\n"))].join("\n");
  const key = [region, service, "aws4_request"].reduce((at, part) => hmac(at, part), hmac(`AWS4${secret}`, day));
  return { given, wanted: hmac(key, toSign).toString("hex") };
}

/** A store that speaks S3 as far as we do: PUT, GET, DELETE of one object, path style, signed. */
async function bucket(t: TestContext) {
  const objects = new Map<string, Buffer>();
  const troubles: number[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    const answer = (status: number, bytes: Buffer | string = "") => response.writeHead(status).end(bytes);
    const trouble = troubles.shift();
    if (trouble) return answer(trouble);
    const { given, wanted } = signatureOf(request, keys.secretAccessKey);
    const hash = String(request.headers["x-amz-content-sha256"]);
    if (given !== wanted || (hash !== "UNSIGNED-PAYLOAD" && hash !== sha256(body))) return answer(403);
    const name = request.url!;
    if (request.method === "PUT") objects.set(name, body);
    if (request.method === "DELETE") return answer(objects.delete(name) ? 204 : 404);
    return request.method === "GET" ? answer(objects.has(name) ? 200 : 404, objects.get(name)) : answer(200);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  t.after(() => server.close());
  const { port } = server.address() as { port: number };
  const address = `s3://tirta/files?endpoint=http://127.0.0.1:${port}&region=id-1`;
  return { objects, troubles, address, files: s3Files(address, keys) };
}

test("files go into the bucket signed, come back as they were, and are gone when removed", async (t) => {
  const { files, objects } = await bucket(t);
  const body = randomBytes(200_000);
  await files.put("documents/2026/a.pdf", body, "application/pdf");
  assert.deepEqual([...objects.keys()], ["/tirta/files/documents/2026/a.pdf"]);
  assert.deepEqual(await files.get("documents/2026/a.pdf"), body);
  await files.remove("documents/2026/a.pdf");
  assert.equal(await files.get("documents/2026/a.pdf"), null);
  await files.remove("documents/2026/a.pdf");
  for (const bad of ["../x/y", "/etc/passwd", "a/../../b", "a"])
    await assert.rejects(files.put(bad, body, "x"), /Unfit/);
});

test("a store that is unwell for a moment is asked again; one that turns us away is a fault, not an absent file", async (t) => {
  const { files, troubles, address } = await bucket(t);
  troubles.push(503, 500);
  await files.put("cases/1/a.jpg", Buffer.from("a"), "image/jpeg");
  troubles.push(503);
  assert.deepEqual(await files.get("cases/1/a.jpg"), Buffer.from("a"));
  const stranger = s3Files(address, { ...keys, secretAccessKey: "wrong" });
  await assert.rejects(stranger.get("cases/1/a.jpg"), /403/);
  await assert.rejects(stranger.put("cases/1/b.jpg", Buffer.from("b"), "image/jpeg"), /403/);
  await assert.rejects(stranger.remove("cases/1/a.jpg"), /403/);
  assert.throws(() => s3Files("s3://tirta", keys), /endpoint/);
});
