import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal } from "../../../kernel/index.ts";
import { actors } from "../../../test/stage.ts";
import { findLooks, settleLook } from "../commands/looks.ts";
import { lookById, looks } from "../queries/looks.ts";
import { house } from "./house.ts";

const system = actors.system("rights");

test("odd looks are found by the file's rules, each once, and quiet ones are left alone", async (t) => {
  const s = await house(t);
  const accounts = await s.asOwner<{ id: string; person: string }>("select id, person from identity.account");
  const accountOf = (key: string) => accounts.find(({ person }) => person === s.id(key))!.id;
  const plant = (account: string, person: string, at: string, more: { subject?: string; n?: number } = {}) =>
    s.asOwner(
      `insert into kernel.journal (id, at, kind, name, hat, account, agency, office, via, subject, purpose, about, fields, salt)
       select gen_random_uuid(), $3::timestamptz + make_interval(secs => n), 'read', 'registry.person', 'officer', $1,
         'dpmptsp', 'loket', 'web', $4 || n, 'counter', array[$2::uuid], '{name}', '\\x00' from generate_series(1, $5) n`,
      [account, person, at, more.subject ?? null, more.n ?? 1],
    );
  const [stranger] = await s.asOwner<{ id: string }>(
    `select p.id from registry.person p where p.id <> all($1) and p.family <> all(select family from registry.person where id = any($1))
       and lower(regexp_replace(p.name, '^.* ', '')) <> all(select lower(regexp_replace(name, '^.* ', '')) from registry.person where id = any($1))
       and p.street <> all(select street from registry.person where id = any($1)) limit 1`,
    [accounts.map(({ person }) => person)],
  );
  const noon = "2026-11-23T05:00:00Z";
  // Wulan: three hundred within an hour. Bayu: two hundred and ninety-nine, and nothing else that is odd.
  await plant(accountOf("wulan"), stranger!.id, noon, { n: 300 });
  await plant(accountOf("bayu"), stranger!.id, noon, { n: 299 });
  // Ratna: at one in the night. Made: somebody of his own household, which he is himself.
  await plant(accountOf("ratna"), stranger!.id, "2026-11-22T18:00:00Z", { n: 5 });
  await plant(accountOf("made"), s.id("made"), noon);
  // Dimas: thirty files, nothing done in any.
  await plant(accountOf("dimas"), stranger!.id, noon, { subject: "berkas-", n: 30 });
  const { raised } = await s.act(system, findLooks, { day: "2026-11-23" });
  const found = await s.ask(s.officer, looks, {});
  const said = found.map(({ account, kind, counted }) => [
    accounts.find(({ id }) => id === account)!.person,
    kind,
    counted,
  ]);
  const expected = [
    [s.id("wulan"), "many", 300],
    [s.id("ratna"), "off-hours", 5],
    [s.id("made"), "household", 1],
    [s.id("dimas"), "without-act", 30],
  ];
  for (const one of expected)
    assert.ok(
      said.some((other) => `${other}` === `${one}`),
      `${one} in ${JSON.stringify(said)}`,
    );
  assert.ok(!said.some(([person]) => person === s.id("bayu")), JSON.stringify(said));
  assert.equal(raised, found.length);
  assert.equal((await s.act(system, findLooks, { day: "2026-11-23" })).raised, 0);
});

test("the protection officer settles a finding with words; nobody else, and nobody their own", async (t) => {
  const s = await house(t);
  const plant = async (account: string) =>
    (
      await s.asOwner<{ id: string }>(
        `insert into rights.look (id, desk, day, account, agency, office, kind, counted, found_at)
         values (gen_random_uuid(), 'diskominfo', '2026-11-23', $1, 'dpmptsp', 'loket', 'many', 400, now()) returning id`,
        [account],
      )
    )[0]!.id;
  const look = await plant(s.world.newId());
  const words = "Pemutakhiran massal sesuai surat tugas.";
  for (const who of [s.reviewer, s.narti, actors.officer(s.world.newId(), "dinsos", "x", ["protection-officer"])])
    await assert.rejects(s.act(who, settleLook, { look, verdict: "explained", words }), Refusal);
  const own = await plant(s.officer.account!);
  await assert.rejects(s.act(s.officer, settleLook, { look: own, verdict: "explained", words }), Refusal);
  await s.act(s.officer, settleLook, { look, verdict: "explained", words });
  const { state, words: kept } = await s.ask(s.officer, lookById, { id: look });
  assert.deepEqual([state, kept], ["explained", words]);
  await assert.rejects(s.act(s.officer, settleLook, { look, verdict: "breach", words }), Refusal);
});
