import assert from "node:assert/strict";
import { createHash, randomUUID } from "node:crypto";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { act } from "../../kernel/index.ts";
import { approveLoad, decideLoad } from "../../modules/registers/commands/decide-load.ts";
import { openLoad } from "../../modules/registers/commands/open-load.ts";
import { actors } from "../stage.ts";
import { house } from "./house.ts";

const records = 40_000;

test("a worker killed again and again while it writes a file: it goes on by itself, nothing is lost, nothing goes in twice", async (t) => {
  const h = await house(t);
  const steward = (agency: string, office: string) =>
    actors.officer(randomUUID(), agency, office, ["steward"], { assurance: 3, account: randomUUID() });
  const asks = steward("disdukcapil", "pendaftaran-penduduk");
  const lines = Array.from({ length: records }, (_one, n) => `AL-${n},Jalan Melati No. ${n},001,002,99.01.01.1001`);
  const body = Buffer.from(`code,street,rt,rw,village\n${lines.join("\n")}\n`);
  const store = `registers/${randomUUID()}.csv`;
  await h.world.files.put(store, body, "text/csv");
  const hash = createHash("sha256").update(body).digest("hex");
  const file = {
    register: "addresses",
    kind: "file",
    name: "alamat.csv",
    store,
    format: "csv",
    bytes: body.length,
  } as const;
  const { id } = await act(h.world, asks, openLoad, { ...file, hash, reason: "Uji mati listrik" });
  const worker = await h.side("work");
  const state = async () =>
    (await h.asAdmin<{ state: string }>("select state from registers.load where id = $1", [id]))[0]!.state;
  const written = async () =>
    (await h.asAdmin<{ n: number }>("select count(*)::int as n from registers.batch where source = $1", [id]))[0]!.n;
  const until = async (there: () => Promise<boolean>) => {
    for (let tries = 0; tries < 2400; tries += 1) {
      if (await there()) return;
      await wait(50);
    }
    assert.fail(`it stays ${await state()} after ${await written()} batches:\n${worker.said().slice(-2000)}`);
  };
  await until(async () => (await state()) === "checked");
  await act(h.world, asks, decideLoad, { load: id, decision: "write" });
  assert.equal(await state(), "waiting");
  await act(h.world, steward("diskominfo", "statistik"), approveLoad, { load: id, approve: true });
  for (const after of [2, 6, 11]) {
    await until(async () => (await written()) >= after);
    await worker.kill();
    assert.equal(await state(), "running");
    worker.start();
  }
  await until(async () => (await state()) === "done");
  const [found] = await h.asAdmin<Record<string, number>>(
    `select (select count(*)::int from registers.record where register = 'addresses') as records,
       (select count(*)::int from registers.record_version) as versions,
       (select sum(made)::int from registers.batch where source = $1::text) as made,
       (select count(*)::int from registers.batch where source = $1::text) as batches,
       (select count(*)::int from kernel.journal where name = 'registers.write-batch' and subject = $1::text
          and body->'facts' <> '[]') as lines`,
    [id],
  );
  assert.deepEqual(found, { records, versions: 0, made: records, batches: records / 2500, lines: records / 2500 });
});
