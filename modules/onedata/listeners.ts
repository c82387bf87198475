import type { Listener } from "../../kernel/index.ts";
import { keepEdition } from "./commands/keep-edition.ts";

/** A code list was loaded anew: the edition is kept, so that it can be compared with the next. */
export const listeners: readonly Listener[] = [
  {
    fact: "registry.code-list-loaded",
    name: "onedata.keep-edition",
    handle: async ({ act }, { subject }) => void (await act(keepEdition, { list: subject })),
  },
];
