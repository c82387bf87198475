import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { stringify } from "yaml";
import {
  type Calendar,
  FileFault,
  type Government,
  type PlacedFault,
  placedInText,
  readYamlText,
} from "../../../kernel/index.ts";
import { type Form, type FormFile, forms } from "../../forms/index.ts";
import { judge } from "../trial/judge.ts";
import type { Expression, Finding } from "./finding.ts";
import { tooMuch } from "./guard.ts";
import { lint } from "./lint.ts";
import type { Vocabulary } from "./lint-words.ts";
import { callsOf, type Part, parts, type ServiceDefinition, ServiceFile } from "./schema.ts";

/** A service's files by name, as they were written: "form.yaml" and its text. */
export type FileSet = Readonly<Record<string, string>>;

/** What a service is held to. The more is given, the more is looked at. */
export interface Yardsticks {
  government?: Government;
  words?: Vocabulary;
  /** With it the service's own tests are run. */
  calendar?: Calendar;
}

/** The names that a service's folder may hold. */
export const fileNames: readonly string[] = ["service", ...Object.keys(parts)].map((part) => `${part}.yaml`);

/** What a service has of that which may be many or none, when no file says it. */
const nothing = { decisions: {}, documents: {}, eligibility: [], effects: [], tests: [] };

const canonical = (value: unknown): string =>
  Array.isArray(value)
    ? `[${value.map(canonical).join(",")}]`
    : typeof value === "object" && value !== null
      ? `{${Object.entries(value)
          .filter(([, v]) => v !== undefined)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`)
          .join(",")}}`
      : JSON.stringify(value ?? null);

const asIs = (name: string) => name;

/** The form with the bank's questions written out, before it is hashed: a published form is whole, whatever becomes of the bank. */
function resolved(file: { text: string; shown: string }, written: FormFile, government?: Government): Form {
  const { form, findings } = forms.resolveForm(written, government ? forms.bankOf(government) : {});
  if (form) return form;
  const placed = placedInText(file);
  throw new FileFault(findings.map(({ path, says }) => placed(path, `${path.join(".")}: ${says}`)));
}

/** Reads a service's files by their schemas alone: what they say, not whether it makes sense. Throws a FileFault. */
export function readFiles(files: FileSet, shown = asIs, government?: Government): ServiceDefinition {
  const faults: PlacedFault[] = [];
  const whole = (name: string, says: string): PlacedFault => ({ file: shown(name), line: 1, path: [], says });
  const text = (name: string) => ({ text: files[name]!, shown: shown(name) });
  for (const [name, content] of Object.entries(files)) {
    if (!fileNames.includes(name))
      faults.push(whole(name, `nobody reads this file. A service has ${fileNames.join(", ")}`));
    const why = tooMuch(content);
    if (why) faults.push(whole(name, `${why}. Split the service in two`));
  }
  if (!Object.hasOwn(files, "service.yaml")) faults.push(whole("service.yaml", "the file is missing"));
  if (faults.length > 0) throw new FileFault(faults);
  const read: Record<string, unknown> = {};
  // All files are read before anything is said, so that nobody mends one fault only to be told the next.
  for (const [part, schema] of Object.entries({ service: ServiceFile, ...parts })) {
    const name = `${part}.yaml`;
    if (!Object.hasOwn(files, name)) continue;
    try {
      read[part] = readYamlText(text(name), schema as never);
      if (part === "form") read.form = resolved(text(name), read.form as FormFile, government);
    } catch (error) {
      if (!(error instanceof FileFault)) throw error;
      faults.push(...error.placed);
    }
  }
  if (faults.length > 0) throw new FileFault(faults);
  const { service, ...more } = read as { service: ServiceFile } & Record<Part, never>;
  const content = { ...nothing, ...service, ...more };
  const hash = createHash("sha256").update(canonical(content)).digest("hex");
  return { ...content, hash };
}

/** What files say, as far as they can be read at all, with everything that is wrong in them. */
export interface Inspection {
  /** Null while one of the files cannot be read; findings of the linter and of the tests do not hinder. */
  definition: ServiceDefinition | null;
  faults: readonly PlacedFault[];
  expressions: readonly Expression[];
}

/** Looks at a service's files by everything that they are held to. `shown` says what a file is called in a fault. */
export function inspect(files: FileSet, yardsticks: Yardsticks = {}, shown = asIs): Inspection {
  const { government, words, calendar } = yardsticks;
  try {
    const definition = readFiles(files, shown, government);
    const { findings, expressions } = lint(definition, government, words);
    // What the linter finds would only make the tests stumble over the same.
    if (findings.length === 0 && calendar) findings.push(...judge(definition, calendar));
    return { definition, faults: placed(files, findings, shown), expressions };
  } catch (error) {
    if (error instanceof FileFault) return { definition: null, faults: error.placed, expressions: [] };
    throw error;
  }
}

function placed(files: FileSet, findings: readonly Finding[], shown: typeof asIs): PlacedFault[] {
  const places = new Map<string, ReturnType<typeof placedInText>>();
  return findings.map(({ file, path, says, hint }) => {
    // What a missing file lacks is told at the service's own.
    const name = Object.hasOwn(files, `${file}.yaml`) ? `${file}.yaml` : "service.yaml";
    const at = places.get(name) ?? placedInText({ text: files[name]!, shown: shown(name) });
    places.set(name, at);
    return at(path, `${says}${hint ? `. ${hint}` : ""}`);
  });
}

/**
 * Reads one service out of its files. Throws a FileFault that lists every fault, the linter's and the tests' too, each
 * with file, line and how to mend it.
 */
export function readService(files: FileSet, yardsticks: Yardsticks = {}, shown = asIs): ServiceDefinition {
  const { definition, faults } = inspect(files, yardsticks, shown);
  if (faults.length > 0) throw new FileFault(faults);
  return definition!;
}

/** The files of a service's folder. */
export function filesIn(folder: string): FileSet {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .sort();
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

/** Reads one service's folder, as `readService` does. */
export function loadService(folder: string, yardsticks: Yardsticks = {}): ServiceDefinition {
  return readService(filesIn(folder), yardsticks, (name) => relative(process.cwd(), join(folder, name)));
}

/** A folder of `services/`: the service in it, or what is wrong with it. */
export interface Loaded {
  code: string;
  files: FileSet;
  service?: ServiceDefinition;
  faults: readonly string[];
}

/** Every folder of a government's `services/`: a broken one keeps no other from being read. */
export function everyService(government: Government, yardsticks: Omit<Yardsticks, "government"> = {}): Loaded[] {
  const folder = join(government.folder, "services");
  if (!existsSync(folder)) return [];
  const codes = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return codes
    .map(({ name: code }) => code)
    .sort()
    .map((code) => {
      const own = join(folder, code);
      const files = filesIn(own);
      try {
        const service = loadService(own, { government, ...yardsticks });
        if (service.code === code) return { code, files, service, faults: [] };
        return { code, files, faults: [`${own}: its code "${service.code}" must be the folder's name`] };
      } catch (error) {
        if (!(error instanceof FileFault)) throw error;
        return { code, files, faults: error.faults };
      }
    });
}

/** Every service of a government. Throws a FileFault with all faults of all of them. */
export function loadServices(government: Government, words?: Vocabulary, calendar?: Calendar): ServiceDefinition[] {
  const loaded = everyService(government, { ...(words && { words }), ...(calendar && { calendar }) });
  const faults = loaded.flatMap((one) => one.faults);
  if (faults.length > 0) throw new FileFault(faults);
  return calledFirst(loaded.map(({ service }) => service!));
}

/** In the order in which they can be published: what a process calls comes before it. */
export function calledFirst<S extends ServiceDefinition>(services: readonly S[]): S[] {
  const ordered = new Set<S>();
  const begun = new Set<S>();
  const visit = (service: S): void => {
    if (begun.has(service)) return;
    begun.add(service);
    for (const { code } of callsOf(service)) for (const other of services) if (other.code === code) visit(other);
    ordered.add(service);
  };
  services.forEach(visit);
  return [...ordered];
}

/** A definition written out as files, for one that was published without them. Reading them gives the same hash. */
export function filesFrom({ hash: _hash, ...content }: ServiceDefinition): FileSet {
  const files: Record<string, string> = {};
  const service: Record<string, unknown> = { ...content };
  for (const part of Object.keys(parts) as Part[]) {
    const said = content[part];
    delete service[part];
    if (said !== undefined && Object.keys(said).length > 0) files[`${part}.yaml`] = stringify(said);
  }
  return { "service.yaml": stringify(service), ...files };
}
