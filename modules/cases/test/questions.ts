import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { systemActor } from "../../../kernel/index.ts";
import { scene } from "../../../test/scene.ts";
import { loadServices, publishService } from "../../catalogue/index.ts";
import { lookups } from "../../registry/index.ts";

const example = fileURLToPath(new URL("../../../government/example", import.meta.url));

/** Pages with a question of every kind that a citizen may be asked, put before those of the licence. */
const pages = `pages:
  - id: angka
    title: { id: Angka dan kata, en: Figures and words }
    fields:
      - { use: phone }
      - { use: email }
      - { use: businessNumber }
      - { id: story, type: long-text, label: { id: Cerita, en: Story }, required: false }
      - { id: tables, type: number, label: { id: Jumlah meja, en: Number of tables }, min: 0, max: 100 }
      - { id: price, type: money, label: { id: Sewa satu meja, en: Rent of a table } }
      - { id: total, type: computed, as: money, value: tables * price, label: { id: Seluruhnya, en: All together } }
      - { use: birthDate, id: childBirth }
      - { id: since, type: month, label: { id: Mulai bulan, en: Since the month } }
      - { id: opens, type: time, label: { id: Buka pukul, en: Opens at }, hint: { id: "Misalnya 08.30", en: "Such as 08:30" } }
      - { id: reason, type: text, label: { id: Alasan, en: Reason }, requiredIf: total > 1000000, hint: { id: Perlu bila lebih dari sejuta, en: Needed above a million } }
      - { id: holder, type: nik, label: { id: NIK pemilik, en: NIK of the owner }, purpose: service, required: false }
    rules:
      - { holds: "tables > 0 or price = 0", message: { id: Tanpa meja tidak ada sewa., en: Without tables there is no rent. }, at: price }
  - id: letak
    title: { id: Tempat dan orang, en: Places and people }
    fields:
      - { use: domicile }
      - { use: activity }
      - { id: nearby, type: choices, label: { id: Desa di sekitar, en: Villages nearby }, from: { list: regions/villages, within: "99.01" }, required: false }
      - { use: homeSpot }
      - { id: land, type: area, label: { id: Bidang tanah, en: The piece of land }, purpose: service, required: false }
      - { use: spouse }
  - id: berkas
    title: { id: Berkas dan tanda tangan, en: Files and signature }
    fields:
      - { use: papers, required: true }
      - { use: signature }
      - { id: agreed, type: declaration, label: { id: Saya setuju datanya diperiksa., en: I agree that this is checked. } }
  - id: daftar
    title: { id: Daftar, en: Lists }
    fields:
      - id: sales
        type: table
        label: { id: Penjualan, en: Sales }
        rows: [{ value: jan, text: { id: Januari, en: January } }, { value: feb, text: { id: Februari, en: February } }]
        fields:
          - { id: amount, type: money, label: { id: Jumlah, en: Amount } }
          - { id: note, type: text, label: { id: Catatan, en: Note }, required: false }
      - id: rooms
        type: group
        label: { id: Ruang, en: Rooms }
        item: { id: Ruang, en: Room }
        maxItems: 3
        fields:
          - { id: called, type: text, label: { id: Nama ruang, en: Name of the room } }
          - id: things
            type: group
            label: { id: Isi ruang, en: What is in it }
            item: { id: Barang, en: Thing }
            maxItems: 2
            fields:
              - { id: thing, type: text, label: { id: Nama barang, en: Name of the thing } }
      - { id: fee, type: payment, label: { id: Retribusi, en: Fee } }
`;
export const code = "semua-pertanyaan";

/** A scene whose government has one service more: one that asks everything. */
export async function everyQuestion(t: TestContext, env: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), "pendopo-questions-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(example, folder, { recursive: true });
  const own = join(folder, "services", code);
  cpSync(join(folder, "services", "izin-usaha-mikro"), own, { recursive: true });
  const change = (file: string, work: (text: string) => string) =>
    writeFileSync(join(own, file), work(readFileSync(join(own, file), "utf8")));
  // The licence's own tests are of the licence.
  rmSync(join(own, "tests.yaml"));
  change("service.yaml", (text) => text.replace(/^code: .*$/m, `code: ${code}`));
  // The licence asks for a phone too: here the bank's stands in its place.
  change("form.yaml", (text) =>
    text.replace(/^pages:\n/m, pages).replace(/ {6}- \{\n {10}id: phone,[\s\S]*?\n {8}\}\n/, ""),
  );
  const s = await scene(t, { env: { GOVERNMENT_DIR: folder, ...env } });
  const definition = loadServices(s.world.government).find((one) => one.code === code)!;
  await s.act(systemActor("catalogue"), publishService, { definition });
  await s.act(systemActor("registry"), lookups.loadCodeLists, {});
  return { ...s, definition };
}
