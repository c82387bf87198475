import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Actor } from "../../../kernel/index.ts";
import { actors } from "../../../test/stage.ts";
import { issueToken } from "../../identity/index.ts";
import { documentById } from "../queries/document-by-id.ts";
import { myDocuments } from "../queries/my-documents.ts";
import { papers } from "./paper.ts";

test("the file is for its holder, the business and the agency's officers; nobody else even learns that it is there", async (t) => {
  const s = await papers(t);
  const { row, pdf } = await s.signed();
  const web = await s.web();
  const download = async (identifier: string | null, hat: "citizen" | "business" | "officer" = "citizen") => {
    const token = identifier && (await issueToken(s.world, identifier, { hat, days: 1 }));
    return web.inject({
      url: `/dokumen/${row.id}/berkas`,
      ...(token && { headers: { authorization: `Bearer ${token}` } }),
    });
  };
  for (const hat of ["citizen", "business"] as const) {
    const got = await download("narti@tirta.example", hat);
    assert.equal(got.statusCode, 200, hat);
    assert.deepEqual(got.rawPayload, pdf);
    assert.equal(got.headers["content-type"], "application/pdf");
    assert.match(String(got.headers["content-disposition"]), /^attachment; filename="IUM-000001-DPMPTSP-2026\.pdf"$/);
    assert.match(String(got.headers["cache-control"]), /no-store/, "no proxy keeps somebody's document");
  }
  assert.equal((await download("joko@tirta.example")).statusCode, 404);
  assert.equal((await download(null)).statusCode, 303, "a stranger is led to sign-in");

  const may = (who: Actor) =>
    s.ask(who, documentById, { id: row.id }).then(
      () => "yes",
      (error) => error.code,
    );
  const officer = (agency: string, role: "reviewer" | "head" | "front-desk" | "opinion-giver" | "administrator") =>
    actors.officer(s.world.newId(), agency, "kantor", [role]);
  const told: [Actor, string][] = [
    [s.owner, "yes"],
    [actors.business(s.id("narti"), s.business.id), "yes"],
    [officer("dpmptsp", "reviewer"), "yes"],
    [officer("dpmptsp", "front-desk"), "yes"],
    [officer("dpmptsp", "head"), "yes"],
    [officer("dpmptsp", "opinion-giver"), "not-allowed"],
    [officer("dpmptsp", "administrator"), "not-allowed"],
    [officer("dinkes", "reviewer"), "not-found"],
    [s.joko, "not-found"],
    [actors.business(s.id("narti"), s.world.newId()), "not-found"],
    [actors.stranger, "sign-in-needed"],
  ];
  for (const [who, answer] of told)
    assert.equal(await may(who), answer, `${who.hat} ${who.officer?.agency} ${who.officer?.roles}`);
  const { rows } = await s.ask(s.owner, myDocuments, {});
  assert.deepEqual(
    rows.map((one) => one.number),
    [row.number],
  );
  assert.deepEqual((await s.ask(s.joko, myDocuments, {})).rows, []);
});

test("a file that was swapped on the disk is handed to nobody, and says so", async (t) => {
  const s = await papers(t);
  const { row, pdf } = await s.sealed();
  const web = await s.web();
  const token = await issueToken(s.world, "narti@tirta.example", { hat: "citizen", days: 1 });
  const download = () =>
    web.inject({ url: `/dokumen/${row.id}/berkas`, headers: { authorization: `Bearer ${token}` } });
  const path = join(s.config.DATA_DIR, "files", row.store!);
  const swapped = Buffer.from(pdf);
  swapped[2000]! ^= 1;
  writeFileSync(path, swapped);
  const got = await download();
  assert.equal(got.statusCode, 409);
  assert.match(got.body, /tidak lagi sama dengan yang kami terbitkan/);
  assert.ok(!got.rawPayload.includes("%PDF"));
  writeFileSync(path, pdf);
  assert.deepEqual((await download()).rawPayload, pdf);
});
