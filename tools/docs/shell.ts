/** What a command in a page may name: taken from the code by the caller. */
export interface Known {
  scripts: ReadonlySet<string>;
  /** Flags of each verb of `pendopo`. */
  verbs: ReadonlyMap<string, ReadonlySet<string>>;
  /** Environment variables that the house reads. */
  settings: ReadonlySet<string>;
  /** True for a path that the server answers. */
  serves(path: string): boolean;
  exists(path: string): boolean;
  testFiles: readonly string[];
}

/** Programs of others that a page may call. */
const programs = new Set(
  "adduser apt-get awk cd certbot chmod chown cp crontab curl cut cat date echo export find git gpg install journalctl jq ls mkdir nginx node npm npx od openssl oathtool pdfsig pendopo printf psql qpdf rm rsync scp sort ss sudo systemctl tail tar tee tr".split(
    " ",
  ),
);
const checks = new Set(["types", "lint", "walls", "unused"]);

/** What is wrong with a shell block; a sentence for each fault. */
export function shellFaults(text: string, known: Known): string[] {
  const lines = text
    .replace(/\\\n\s*/g, " ")
    .split("\n")
    .map((line) => line.replace(/(^|\s)#.*$/, "").trim())
    .filter(Boolean);
  return lines.flatMap((line) => {
    const inner: string[] = [];
    const outer = line.replace(/\$\(([^()]*)\)/g, (_, command: string) => {
      inner.push(command);
      return "INNER";
    });
    return [
      ...[outer, ...inner]
        .flatMap((part) => part.split(/\s*(?:\|\||&&|\||;)\s*/))
        .flatMap((one) => commandFaults(one, known)),
      ...addressFaults(line, known),
    ];
  });
}

function commandFaults(command: string, known: Known): string[] {
  const words = (command.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? []).filter((word) => !/^\d?>/.test(word));
  const faults: string[] = [];
  if (words[0] === "export") words.shift();
  while (/^[A-Za-z]\w*=/.test(words[0] ?? "")) {
    const name = words.shift()!.split("=")[0]!;
    if (/^[A-Z]/.test(name) && !known.settings.has(name)) faults.push(`nothing reads the variable ${name}`);
  }
  if (words[0] === "sudo") {
    words.shift();
    while (words[0]?.startsWith("-")) {
      if (words.shift() === "-u") words.shift();
    }
    return [...faults, ...commandFaults(words.join(" "), known)];
  }
  const [program] = words;
  if (!program) return faults;
  if (!programs.has(program) && !program.startsWith("node_modules/.bin/"))
    return [...faults, `no program is called "${program}"`];
  if (program === "npm") return [...faults, ...npmFaults(words, known)];
  const verb = program === "pendopo" ? 1 : /^(npx pendopo|node bin\/pendopo\.mjs)\b/.test(words.join(" ")) ? 2 : 0;
  if (verb > 0) return [...faults, ...verbFaults(words.slice(verb), known)];
  const missing = words
    .slice(1)
    .filter((word) => /^(\.\/)?(tools|bin|docs|test|modules)\/\S+$/.test(word) && !known.exists(word));
  return [...faults, ...missing.map((word) => `there is no ${word}`)];
}

function npmFaults(words: readonly string[], known: Known): string[] {
  const [, first = ""] = words;
  const script = first === "run" ? words[2]! : first;
  if (first === "ci" || first === "install" || first === "config") return [];
  if (!known.scripts.has(script)) return [`there is no script "${script}"`];
  const rest = words.slice(words.indexOf("--") + 1);
  if (!words.includes("--")) return [];
  if (script === "test")
    return rest
      .filter((word) => !checks.has(word) && !known.testFiles.some((file) => file.includes(word)))
      .map((word) => `no test file's path holds "${word}"`);
  return known.verbs.has(script) ? verbFaults([script, ...rest], known) : [];
}

function verbFaults([verb = "", ...rest]: readonly string[], known: Known): string[] {
  const flags = known.verbs.get(verb);
  if (!flags) return [`there is no verb "${verb}"`];
  return rest
    .filter((word) => word.startsWith("--") && !flags.has(word.slice(2).split("=")[0]!))
    .map((word) => `${verb} has no flag ${word}`);
}

/** Addresses of a Pendopo in an example must be answered by one. */
function addressFaults(line: string, known: Known): string[] {
  const addresses = line.matchAll(
    /(?:https?:\/\/(?:localhost|127\.0\.0\.1|[a-z.]*tirta\.example)(?::\d+)?|\$API)(\/[^\s"'?]*)/g,
  );
  return [...addresses]
    .map(([whole, path = ""]) => (whole.startsWith("$API") ? `/api/v1${path}` : path))
    .filter((path) => !known.serves(path))
    .map((path) => `nothing answers ${path}`);
}
