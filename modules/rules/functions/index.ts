import { type Datum, Func } from "../value/datum.ts";
import { contexts } from "./contexts.ts";
import { type Form, fitted } from "./form.ts";
import { lists } from "./lists.ts";
import { numbers } from "./numbers.ts";
import { ranges } from "./ranges.ts";
import { texts } from "./texts.ts";
import { times } from "./times.ts";

/** Every built-in with its forms: what the checker and the designer's guide know of it. */
export const builtIns: ReadonlyMap<string, readonly Form[]> = new Map(
  [numbers, texts, lists, contexts, times, ranges].flatMap((group) => Object.entries(group)),
);

const made = new Map<string, Func>();
for (const [name, forms] of builtIns) {
  const ways = forms.map((form) => ({
    params: form.params.map((param) => param.name),
    taken: (args: readonly Datum[], loose?: boolean) => fitted(form, args, loose),
    does: (taken: Datum[]) => form.does(...(taken as never[])),
  }));
  const call = (args: readonly Datum[], loose?: boolean): Datum => {
    for (const { taken, does } of ways) {
      const fit = taken(args, loose);
      if (fit) return does(fit);
    }
    return null;
  };
  const each = ways.map(({ params, taken, does }) => ({
    params,
    call: (args: readonly Datum[], loose?: boolean): Datum => {
      const fit = taken(args, loose);
      return fit && does(fit);
    },
  }));
  made.set(name, new Func(each[0]?.params ?? [], call, each));
}

/** The built-in of that name. */
export const builtIn = (name: string): Func | undefined => made.get(name);
