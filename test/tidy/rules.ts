import { basename } from "node:path";

/** One file of the checkout, path from the top. */
export interface HouseFile {
  path: string;
  text: string;
}

type Rule = (house: readonly HouseFile[]) => string[];

const code = /\.(tsx?|mjs)$/;
const tests = /(^|\/)(test|bench)\/|\.test\.tsx?$/;
const shippedModules = /^modules\/(?!.*(^|\/)(test|islands)\/).*\.tsx?$/;

/** A rule that looks at one line at a time. */
function noLine(where: (path: string) => boolean, what: RegExp, reason: string): Rule {
  return (house) =>
    house
      .filter(({ path }) => where(path))
      .flatMap(({ path, text }) =>
        text.split("\n").flatMap((line, at) => (what.test(line) ? [`${path}:${at + 1}: ${reason}`] : [])),
      );
}

function eachFile(where: RegExp, complaint: (file: HouseFile) => string | undefined): Rule {
  return (house) =>
    house.flatMap((file) => {
      const found = where.test(file.path) ? complaint(file) : undefined;
      return found ? [`${file.path}: ${found}`] : [];
    });
}

const lengthOf = (text: string) => text.replace(/\n$/, "").split("\n").length;
// Put together from pieces, so that this file keeps its own rules.
const unfinished = new RegExp(`\\b(${["TO" + "DO", "FIX" + "ME", "X" + "XX"].join("|")})\\b`);
const registries = new RegExp(
  [
    "registry\\.npm" + "js",
    "deb\\.deb" + "ian",
    "security\\.deb" + "ian",
    "proxy\\.go" + "lang",
    "npm" + "mirror",
  ].join("|"),
);
const workplace = new RegExp(
  ["/wo" + "rk/(main|shared)", "/opt/n" + "24", "/tmp/br" + "ief", "\\.lib" + "rary/"].join("|"),
);

/** The house rules that a machine can hold, each with its sentence. */
export const rules: Record<string, Rule> = {
  "a source file is a screen or a few: 300 lines at most, tests 400": eachFile(code, ({ path, text }) => {
    const most = tests.test(path) ? 400 : 300;
    return lengthOf(text) > most ? `${lengthOf(text)} lines, ${most} at most` : undefined;
  }),

  "folders and files are named by words of the field": eachFile(/./, ({ path }) =>
    /(^|[/.-])(managers?|helpers?|utils?|utilities|common|misc|shared)([/.-]|$)/i.test(path)
      ? "a name that says nothing"
      : undefined,
  ),

  "so are types and functions": noLine(
    (path) => /\.tsx?$/.test(path),
    /\b(class|interface|type|function|const)\s+\w*(Manager|Helper|Utils?)\b|\bclass\s+\w*Service\b/,
    "a name that says nothing",
  ),

  "every module has a page about itself, a front door and a manifest": (house) => {
    const modules = new Set(house.flatMap(({ path }) => /^modules\/([^/]+)\//.exec(path)?.[1] ?? []));
    const paths = new Set(house.map(({ path }) => path));
    return [...modules].flatMap((name) =>
      ["README.md", "index.ts", "module.ts"]
        .filter((file) => !paths.has(`modules/${name}/${file}`))
        .map((file) => `modules/${name}: has no ${file}`),
    );
  },

  "a front door shows about twenty names": eachFile(/^(modules|kernel)\/[^/]+\/index\.ts$/, ({ text }) => {
    if (/^export \*/m.test(text)) return "opens everything with export *";
    const lists = [...text.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(([, list]) =>
      list!.split(",").filter((one) => one.trim()),
    );
    const declared = text.match(/^export (?!type \{|\{)/gm) ?? [];
    const count = lists.length + declared.length;
    return count > 25 ? `${count} names, 25 at most` : undefined;
  }),

  "every decision says whether it still holds": eachFile(/^docs\/decisions\/.*\.md$/, ({ path, text }) => {
    if (!/^docs\/decisions\/\d{4}-[a-z0-9-]+\.md$/.test(path)) return "is not named NNNN-title.md";
    return /^Status: (accepted|proposed|superseded by \d{4})/m.test(text)
      ? undefined
      : 'has no line "Status: accepted|proposed|superseded by NNNN"';
  }),

  "no two decisions share a number": (house) => twice(house, /^docs\/decisions\/(\d{4})-/),

  "migrations are numbered, each number once": (house) => [
    ...twice(house, /^((?:kernel|modules\/[^/]+)\/migrations\/\d{4})-/),
    ...house
      .filter(({ path }) => /\/migrations\//.test(path) && !/\/\d{4}-[a-z0-9-]+\.sql$/.test(path))
      .map(({ path }) => `${path}: is not named NNNN-what.sql`),
  ],

  "nothing is left for later": noLine(
    (path) => /\.(tsx?|mjs|sql|css|scss|md|ya?ml|json|typ|feel)$/.test(path),
    unfinished,
    "unfinished work",
  ),

  "no package registry and no path of one machine is named": (house) => [
    ...noLine(() => true, registries, "names a package registry's host")(house),
    ...noLine(() => true, workplace, "names a path of one machine")(house),
  ],

  "every package has its line of reason in a decision": (house) => {
    const manifest = house.find(({ path }) => path === "package.json");
    if (!manifest) return ["package.json is missing"];
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(manifest.text) as Record<
      string,
      Record<string, string>
    >;
    const decisions = house
      .filter(({ path }) => path.startsWith("docs/decisions/"))
      .map(({ text }) => text)
      .join("\n");
    return Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies })
      .filter((name) => !decisions.includes(`\`${name}\``))
      .map((name) => `package.json: no decision mentions \`${name}\``);
  },

  "a module takes time, ids and chance from the world": noLine(
    (path) => shippedModules.test(path),
    /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\brandomUUID\(/,
    "ask the world for the time, an id or chance",
  ),

  "a module reads no environment": noLine(
    (path) => shippedModules.test(path),
    /\bprocess\.env\b/,
    "configuration comes from kernel/config",
  ),

  "nothing is set aside from the type checker": noLine(
    (path) => /\.tsx?$/.test(path) && basename(path) !== "rules.ts",
    /@ts-(ignore|nocheck|expect-error)/,
    "the type checker is silenced",
  ),
};

function twice(house: readonly HouseFile[], number: RegExp): string[] {
  const seen = new Map<string, string>();
  return house.flatMap(({ path }) => {
    const key = number.exec(path)?.[1];
    if (!key) return [];
    const other = seen.get(key);
    seen.set(key, path);
    return other ? [`${path}: has the same number as ${other}`] : [];
  });
}
