import { plain, type Value } from "../value/datum.ts";
import { type Compiled, compile } from "./compile.ts";
import { envOf, type Scope } from "./env.ts";
import { parseExpression } from "./parse.ts";

const kept = new Map<string, Compiled>();

/** The compiled form of an expression's text; at most 5,000 texts are kept. */
export function compiledText(text: string): Compiled {
  let made = kept.get(text);
  if (!made) {
    if (kept.size >= 5000) kept.clear();
    made = compile(parseExpression(text));
    kept.set(text, made);
  }
  return made;
}

/** Evaluates an expression's text. Throws an ExpressionFault when it cannot be read or takes too long. */
export const evaluate = (text: string, scope: Scope): Value => plain(compiledText(text)(envOf(scope)));
