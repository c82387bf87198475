/**
 * A pattern of XPath (XQuery 1.0 functions, 7.6.1) as one of JavaScript; null when it is none. Patterns are read with a
 * limit, and what could run for ever on a short text (a repeated group that repeats inside) is refused.
 */
export function pattern(said: string, flags: string): RegExp | null {
  if (said.length > 500 || !/^[smixq]*$/.test(flags)) return null;
  let body = said;
  if (flags.includes("q")) body = said.replace(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`);
  else {
    if (flags.includes("x")) body = spaceless(said);
    const read = translated(body, flags.includes("i"));
    if (read === null) return null;
    body = read;
  }
  const kept = [...new Set(flags.replace(/[xq]/g, ""))].join("");
  try {
    return new RegExp(body, `${kept}v`);
  } catch {
    try {
      return new RegExp(body, `${kept}u`);
    } catch {
      return null;
    }
  }
}

/** With the flag x blanks are left out, but not within brackets. */
function spaceless(said: string): string {
  let depth = 0;
  return said.replace(/\\p\s*\{[^}]*\}|\\\s*\S|[[\]]|\s/gi, (part) => {
    if (part === "[") depth += 1;
    else if (part === "]") depth -= 1;
    else if (/^\s$/.test(part)) return depth > 0 ? part : "";
    return part.startsWith("\\") ? part.replace(/\s/g, "") : part;
  });
}

const blocks: Readonly<Record<string, string>> = {
  IsBasicLatin: String.raw`\u{0}-\u{7F}`,
  "IsLatin-1Supplement": String.raw`\u{80}-\u{FF}`,
  "IsLatinExtended-A": String.raw`\u{100}-\u{17F}`,
  IsGreek: String.raw`\u{370}-\u{3FF}`,
  IsCyrillic: String.raw`\u{400}-\u{4FF}`,
  IsArabic: String.raw`\u{600}-\u{6FF}`,
};
const nameStart = String.raw`\p{L}_:`;
const namePart = String.raw`\p{L}\p{N}_:.\-\p{M}`;

/** Goes through a pattern letter by letter, with the classes that JavaScript has not. */
function translated(said: string, caseless: boolean): string | null {
  let made = "";
  let opened = 0;
  const closed = new Set<number>();
  const stack: { group: number; repeats: boolean }[] = [];
  let brackets = 0;
  let start = 0;
  for (let at = 0; at < said.length; at += 1) {
    const sign = said[at] ?? "";
    if (sign === "\\") {
      const block = /^\\([pP])\{(Is[^}]*)\}/.exec(said.slice(at));
      const next = said[at + 1] ?? "";
      if (block) {
        const range = blocks[block[2] ?? ""];
        if (!range) return null;
        made += block[1] === "p" && brackets > 0 ? range : `[${block[1] === "P" ? "^" : ""}${range}]`;
        at += block[0].length - 1;
        continue;
      }
      if (/[1-9]/.test(next)) {
        // A group can be called again only outside brackets, and when it is closed.
        if (brackets > 0 || !closed.has(Number(next))) return null;
        made += `\\${next}`;
      } else if (next === "i" || next === "c")
        made += brackets > 0 ? (next === "i" ? nameStart : namePart) : `[${next === "i" ? nameStart : namePart}]`;
      else if (next === "I" || next === "C") made += `[^${next === "I" ? nameStart : namePart}]`;
      else if (/[nrtdDsSwWpP\\|.?*+(){}[\]^$-]/.test(next)) made += `\\${next}`;
      else return null;
      at += 1;
      continue;
    }
    if (brackets > 0) {
      if (sign === "]") brackets -= 1;
      else if (sign === "[") {
        // Subtraction, [A-Z-[OI]], is -- in JavaScript.
        if (said[at - 1] !== "-") return null;
        made = `${made.slice(0, start)}[${made.slice(start).replace(/\\?-$/, "")}]--`;
        brackets += 1;
      }
      made += /[(){}/|&!#%,:;<=>@`~]/.test(sign) ? `\\${sign}` : lone(said, at) ? "\\-" : sign;
      continue;
    }
    if (sign === "[") {
      brackets += 1;
      start = made.length + (said[at + 1] === "^" ? 2 : 1);
    }
    if (sign === "(") {
      const silent = said.startsWith("(?:", at);
      if (said[at + 1] === "?" && !silent) return null;
      if (!silent) opened += 1;
      stack.push({ group: silent ? 0 : opened, repeats: false });
    }
    if (/[*+]/.test(sign) || (sign === "{" && /^\{\d+,\d*\}/.test(said.slice(at))))
      for (const one of stack) one.repeats = true;
    if (sign === ")") {
      const group = stack.pop();
      if (!group) return null;
      if (group.group > 0) closed.add(group.group);
      // A group with a repetition inside, repeated itself, tries without end: (a+)+
      if (group.repeats && /^([*+]|\{\d+,)/.test(said.slice(at + 1))) return null;
    }
    made += sign;
  }
  return caseless && brackets > 0 ? null : made;
}

/** A hyphen within brackets that stands for itself. */
function lone(said: string, at: number): boolean {
  if (said[at] !== "-") return false;
  const [before, after] = [said[at - 1], said[at + 1]];
  return before === "[" || after === "]" || (before === "^" && said[at - 2] === "[");
}
