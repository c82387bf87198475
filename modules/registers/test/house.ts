import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { loadModules } from "../../../app/modules.ts";
import { Refusal, type Role, readYamlText } from "../../../kernel/index.ts";
import { actors, stage } from "../../../test/stage.ts";
import { demoPeople, personById } from "../../registry/index.ts";
import { publishRegister } from "../commands/publish-register.ts";
import { writeRecord } from "../commands/write-record.ts";
import { registerMade } from "../definition/made.ts";
import { RegisterFile } from "../definition/schema.ts";

export const house = actors.system("cases");

/** Whether an error is a refusal of this kind, and says this somewhere. */
export const refused = (code: string, key?: string) => (error: unknown) => {
  assert.ok(error instanceof Refusal, String(error));
  assert.equal(error.code, code, `${error.messageKey} ${JSON.stringify(error.faults)}`);
  if (key)
    assert.ok(
      error.messageKey === key || error.faults.some(({ messageKey }) => messageKey === key),
      `${error.messageKey} ${JSON.stringify(error.faults)}`,
    );
  return true;
};

/** The house with its people; its registers are published. */
export async function registers(t: TestContext) {
  const s = await stage(t, { modules: await loadModules(), people: 60 });
  const people = demoPeople(s.world.government);
  const id = (key: string) => people.get(key)!.id;
  const officer = (key: string, agency: string, office: string, role: Role) =>
    actors.officer(id(key), agency, office, [role], { assurance: 3, account: id(key) });
  const write = (asked: object, who = house) =>
    s.act(who, writeRecord, { change: "put", reason: "Permohonan", ...asked } as never);
  return {
    ...s,
    id,
    write,
    officer,
    /** A person's NIK, as the population register opens it. */
    nikOf: async (key: string) => (await s.ask(actors.system("test"), personById, { id: id(key) })).nik!,
    citizen: (key: string) => actors.citizen(id(key)),
    keeper: officer("dimas", "disdukcapil", "loket", "administrator"),
    /** Publishes a register by its text, as a file of the government would. */
    publish: (code: string, text: string) =>
      s.act(actors.system("registers"), publishRegister, {
        register: registerMade(code, readYamlText({ text, shown: "register.yaml" }, RegisterFile)),
      }),
  };
}

/** Land with its owner and village, and buildings that stand on it: agencies of their own own some fields. */
export const land = `version: 1
title: { id: Bidang tanah, en: Parcels }
about: { id: Bidang tanah kabupaten., en: Parcels of the regency. }
keeper: pupr
law: UU 5/1960
purpose: service
holder: none
number: { field: parcel }
fields:
  parcel: { label: Nomor bidang, type: text, required: true, protection: open }
  owner: { label: Pemilik, type: link, link: { to: person, onEnd: orphan } }
  village: { label: Desa, type: link, link: { to: region } }
  taxClass: { label: Kelas pajak, type: choice, options: [{ value: a, text: A }, { value: b, text: B }], owner: bapenda, law: UU 1/2022 }
  area: { label: Luas, type: number, unit: m², min: 1 }
search: [parcel]
duplicates: { fields: [parcel], likeness: 0.6 }
events:
  - { name: owner-changed, fields: [owner] }
`;
export const houses = `version: 1
title: { id: Rumah, en: Houses }
about: { id: Rumah di atas bidang tanah., en: Houses on parcels. }
keeper: pupr
law: PP 16/2021
holder: none
number: { pattern: "RM-{seq:4}" }
fields:
  land: { label: Bidang, type: link, required: true, link: { to: parcels, onEnd: cascade } }
  deed: { label: Akta, type: link, link: { to: parcels, onEnd: restrict } }
  rooms: { label: Kamar, type: number }
`;
