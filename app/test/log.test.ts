import assert from "node:assert/strict";
import { test } from "node:test";
import { systemActor } from "../../kernel/index.ts";
import { makeLog } from "../../kernel/log.ts";
import { issueToken } from "../../modules/identity/index.ts";
import { personById } from "../../modules/registry/index.ts";
import { scene } from "../../test/scene.ts";

test("a case's whole life, pages read, wrong input and a bug in between leave no name, number, address, answer or token in the log", async (t) => {
  const s = await scene(t);
  let said = "";
  const write = (line: string) => {
    said += line;
  };
  Object.assign(s.world, { log: makeLog("debug", { write }) });
  const narti = await s.ask(systemActor("registry"), personById, { id: s.id("narti") });
  const token = await issueToken(s.world, "narti@tirta.example", { hat: "citizen", days: 1 });
  const web = await s.web();
  const headers = { authorization: `Bearer ${token}`, origin: "http://localhost:8080" };

  const id = await s.submitted();
  await s.approved(id);
  await s.work();
  for (const url of ["/saya", "/pesan", "/akun", `/permohonan/${id}`, `/cari?q=${narti.nik}`, `/layanan/${narti.nik}`])
    await web.inject({ url, headers });
  await web.inject({
    method: "POST",
    url: "/masuk",
    payload: { identifier: "narti@tirta.example", password: "kata-sandi-rahasia" },
    headers,
  });
  await web.inject({ method: "POST", url: "/api/v1/registry/person-by-nik", payload: { nik: narti.nik }, headers });
  await web.inject({ method: "POST", url: "/api/v1/cases/begin-draft", payload: { service: narti.nik }, headers });
  // A bug: the database itself now quotes what it was given.
  await s.asOwner("alter table messages.message add constraint broken check (title is null) not valid");
  await s.asOwner("alter table cases.draft add constraint broken check (saved_at is null) not valid");
  const bug = await web.inject({
    method: "POST",
    url: "/api/v1/cases/begin-draft",
    payload: { service: "izin-usaha-mikro" },
    headers,
  });
  assert.equal(bug.statusCode, 500, bug.body);

  assert.match(said, /"msg":"bug"/);
  assert.match(said, new RegExp(String(bug.headers["x-request-id"])), "the id that the person was shown leads to it");
  assert.ok(said.split("\n").length > 10);
  for (const secret of [
    narti.nik!,
    narti.name,
    "Narti",
    "narti@",
    token,
    "kata-sandi-rahasia",
    "081234567890",
    "Nasi rames",
    "lapak.jpg",
  ])
    assert.ok(
      !said.includes(secret),
      `the log says ${secret}: ${said.split("\n").find((line) => line.includes(secret))}`,
    );
});
