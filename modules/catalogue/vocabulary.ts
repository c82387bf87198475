import type { Government, Manifest } from "../../kernel/index.ts";
import type { Vocabulary } from "./definition/lint-words.ts";

/** What all rooms together understand of a service's files: each says its own part in its manifest. */
export function vocabularyOf(modules: readonly Pick<Manifest, "understands">[], government: Government): Vocabulary {
  const nobody: Vocabulary = {
    purposes: new Set(),
    deeds: {},
    waits: {},
    outcomes: {},
    ends: {},
    always: [],
    needs: {},
    registers: {},
    errands: [],
    mustAssess: () => [],
  };
  return Object.assign(nobody, ...modules.map((room) => room.understands?.(government) ?? {}));
}
