import assert from "node:assert/strict";
import { test } from "node:test";
import { actors } from "../../../test/stage.ts";
import { entries } from "../../registry/index.ts";
import { endWithPerson } from "../commands/end-with-person.ts";
import { judgeTwin } from "../commands/judge-twin.ts";
import { recordWhole } from "../queries/record.ts";
import { openTwins } from "../queries/twins.ts";
import { houses, land, refused, registers } from "./house.ts";

async function parcels(t: Parameters<typeof registers>[0]) {
  const s = await registers(t);
  await s.publish("parcels", land);
  await s.publish("houses", houses);
  const keeper = s.officer("made", "pupr", "bangunan", "administrator");
  const make = (parcel: string, sets: object = {}) => s.write({ register: "parcels", sets: { parcel, ...sets } });
  const data = async (id: string) => (await s.ask(keeper, recordWhole, { id })).record;
  return { ...s, keeper, make, data };
}

test("a link is looked up when it is written: a person, a village, another record; what leads nowhere is a fault", async (t) => {
  const s = await parcels(t);
  const { id } = await s.make("T-1", { owner: s.id("narti"), village: "99.01.01.1001" });
  const { data } = await s.data(id);
  assert.deepEqual((data.owner as { to: string }).to, s.id("narti"));
  assert.match((data.owner as { text: string }).text, /Narti/);
  assert.equal((data.village as { to: string }).to, "99.01.01.1001");
  await assert.rejects(s.make("T-2", { village: "99.99.99.9999" }), refused("invalid", "registers.fault.link"));
  await assert.rejects(s.make("T-2", { owner: "9901010101800001" }), refused("invalid", "registers.fault.link"));
  const onLand = await s.write({ register: "houses", change: "create", sets: { land: "T-1" } });
  assert.deepEqual((await s.data(onLand.id)).data.land, { to: id, text: "T-1" });
});

test("what a record holds keeps it from ending; what ends with it ends with it, and says why", async (t) => {
  const s = await parcels(t);
  await s.make("T-1");
  await s.make("T-2");
  const first = await s.write({ register: "houses", change: "create", sets: { land: "T-1", deed: "T-2" } });
  const end = (number: string) => s.write({ register: "parcels", change: "end", number, reason: "Digabung" }, s.keeper);
  await assert.rejects(end("T-2"), refused("conflict", "registers.refusal.held-by"));
  const ended = await end("T-1");
  assert.equal(ended.ended, 1);
  const house = await s.data(first.id);
  assert.deepEqual([house.ended_on !== null, house.reason], [true, "Digabung"]);
  // The house that held T-2 is gone, so that it may end.
  await end("T-2");
});

test("only its owner writes a fact: the keeper not a field of the tax office, the tax office none of the keeper's", async (t) => {
  const s = await parcels(t);
  const { id } = await s.make("T-1", { area: 120 });
  const tax = s.officer("bayu", "bapenda", "pajak", "administrator");
  const change = (sets: object, who = tax) =>
    s.write({ register: "parcels", change: "update", number: "T-1", sets }, who);
  await change({ taxClass: "a" });
  await assert.rejects(change({ area: 90 }), refused("invalid", "registers.fault.owner"));
  await assert.rejects(change({ taxClass: "b" }, s.keeper), refused("invalid", "registers.fault.owner"));
  await assert.rejects(s.write({ register: "parcels", change: "end", number: "T-1" }, tax), refused("not-found"));
  // It sees its own field and what is open, not what the keeper keeps to itself.
  assert.deepEqual((await s.ask(tax, recordWhole, { id })).record.data, { parcel: "T-1", taxClass: "a" });
});

test("a change of named fields is announced once, under its own name; another change is not", async (t) => {
  const s = await parcels(t);
  await s.make("T-1", { area: 100 });
  const told = async () => {
    const rows = await s.asOwner<{ n: number }>(
      `select count(*)::int as n from kernel.outbox o, jsonb_array_elements(o.facts) f
       where f ->> 'name' = 'registers.event' and f -> 'body' ->> 'event' = 'owner-changed'`,
    );
    return rows[0]!.n;
  };
  assert.equal(await told(), 0);
  await s.write({ register: "parcels", change: "update", number: "T-1", sets: { area: 90 } });
  assert.equal(await told(), 0);
  await s.write({ register: "parcels", change: "update", number: "T-1", sets: { owner: s.id("joko") } });
  assert.equal(await told(), 1);
});

test("records that are much alike are offered as twins once; what a human said of them stays said", async (t) => {
  const s = await parcels(t);
  const one = await s.make("Blok Cempaka 12 A");
  await s.make("Sawah Wetan 3");
  const other = await s.make("Blok Cempaka 12 B");
  const twins = () => s.ask(s.keeper, openTwins, { register: "parcels" });
  const [twin] = await twins();
  assert.deepEqual([twin!.one.id, twin!.other.id].sort(), [one.id, other.id].sort());
  assert.equal((await twins()).length, 1);
  const judge = (verdict: "same" | "different", who = s.keeper) =>
    s.act(who, judgeTwin, { one: twin!.one.id, other: twin!.other.id, verdict, reason: "Dilihat di peta" });
  await assert.rejects(
    judge("different", s.officer("dimas", "disdukcapil", "loket", "administrator")),
    refused("not-found"),
  );
  await judge("different");
  await s.write({ register: "parcels", change: "update", number: "Blok Cempaka 12 B", sets: { area: 8 } });
  assert.deepEqual(await twins(), []);
  await assert.rejects(judge("same"), refused("conflict", "registers.refusal.judged"));
});

test("a field is emptied by the keeper, and a required one is not; a correction names what it rests on", async (t) => {
  const s = await parcels(t);
  const { id } = await s.make("T-1", { area: 100 });
  const change = (more: object) => s.write({ register: "parcels", change: "update", number: "T-1", ...more }, s.keeper);
  await assert.rejects(change({ clears: ["parcel"] }), refused("invalid", "kernel.fault.empty"));
  await change({ clears: ["area"] });
  assert.equal((await s.data(id)).data.area, undefined);
  await assert.rejects(change({ change: "correct", sets: { area: 80 } }), refused("invalid", "kernel.fault.empty"));
  await change({ change: "correct", sets: { area: 80 }, authority: "Surat ukur 12/2026" });
  const { record, versions } = await s.ask(s.keeper, recordWhole, { id });
  assert.equal(record.authority, "Surat ukur 12/2026");
  // It was never otherwise: nothing of before stays believed.
  assert.equal(versions.filter((one) => one.recorded_until === null).length, 0);
});

const pensions = `version: 1
title: { id: Pensiun, en: Pensions }
about: { id: Pensiun pegawai., en: Pensions of staff. }
keeper: pupr
law: UU 1/2022
purpose: service
holder: none
number: { pattern: "PN-{seq:4}" }
fields:
  of: { label: Penerima, type: link, required: true, link: { to: person, onEnd: cascade } }
  guarantor: { label: Penjamin, type: link, link: { to: person, onEnd: restrict } }
`;

test("when somebody dies, what ends with them ends on that day, once; what they hold back or only mention stays", async (t) => {
  const s = await parcels(t);
  await s.publish("pensions", pensions);
  const [sugeng, narti] = [s.id("sugeng"), s.id("narti")];
  const pension = (sets: object) => s.write({ register: "pensions", change: "create", since: "2026-01-01", sets });
  const his = await pension({ of: sugeng });
  const hers = await pension({ of: narti, guarantor: sugeng });
  const land = await s.make("T-1", { owner: sugeng });
  const details = { nik: await s.nikOf("sugeng"), diedOn: "2026-11-20" };
  await s.act(actors.system("cases"), entries.recordLifeEvent, {
    event: "death",
    details,
    source: "uji",
    reason: "Akta kematian",
  });
  await s.work();
  const ended = async (id: string) => (await s.data(id)).ended_on;
  assert.deepEqual([await ended(his.id), await ended(hers.id), await ended(land.id)], ["2026-11-20", null, null]);
  assert.equal((await s.act(actors.system("registers"), endWithPerson, { person: sugeng })).ended, 0);
});
