import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { World } from "../kernel/index.ts";
import { type FileSet, filesIn, readService } from "../modules/catalogue/definition/load.ts";
import { vocabularyOf } from "../modules/catalogue/index.ts";

/** A counter service of the example made into an online one with as few files as can be: no fee, no table, no paper. */
export function smallest(folder: string): FileSet {
  const text = readFileSync(join(folder, "services", "kartu-identitas-anak", "service.yaml"), "utf8");
  return {
    // The system decides by itself here, so its impact was assessed.
    "dpia.yaml": readFileSync(join(folder, "services", "izin-usaha-mikro", "dpia.yaml"), "utf8"),
    "service.yaml": `${text
      .replace("code: kartu-identitas-anak", "code: catat-minat")
      .replace("channels: [counter]", "channels: [online]")}
numbers: { case: "CM-{year}-{seq:6}" }
messages:
  submitted: { title: { id: Diterima, en: Received }, body: { id: Kami terima., en: We have it. } }
  granted: { title: { id: "Tercatat {number}", en: "Noted {number}" }, body: { id: Sudah tercatat., en: It is noted. } }
`,
    "form.yaml": `pages:
  - id: minat
    title: { id: Minat, en: Interest }
    fields:
      - { id: words, type: text, label: { id: Minat Anda, en: Your interest } }
declaration: { id: Benar., en: It is true. }
`,
    "process.yaml": `start: approve
steps:
  approve: { do: approve, next: tell }
  tell: { do: tell, with: { message: granted }, next: done }
  done: { end: granted }
stations:
  - { id: done, title: { id: Selesai, en: Done }, steps: [] }
`,
  };
}

/** The licence without its fee: reviewed, and issued without anybody paying. */
export function free(folder: string): FileSet {
  const { "fee.yaml": _fee, "tests.yaml": _tests, ...files } = filesIn(join(folder, "services", "izin-usaha-mikro"));
  const without = (text: string, from: RegExp) => text.replace(from, "");
  return {
    ...files,
    "service.yaml": without(
      files["service.yaml"]!.replace("code: izin-usaha-mikro", "code: izin-gratis"),
      /\n {2}approved:\n[\s\S]*?(?=\n {2}issued:)/,
    ),
    "decisions.yaml": without(files["decisions.yaml"]!, /\nfee:\n[\s\S]*$/),
    "process.yaml": files["process.yaml"]!.replace(
      "approve: { do: approve, next: bill }",
      "approve: { do: approve, next: issue }",
    )
      .replace(/ {2}bill: \{[\s\S]*?(?= {2}issue:)/, "")
      .replace(/ {2}- \{ id: payment,.*\n/, ""),
  };
}

/** Reads files as they are read when they are published. */
export const readAs = ({ government, calendar, modules }: World, files: FileSet) =>
  readService(files, { government, calendar, words: vocabularyOf(modules, government) });
