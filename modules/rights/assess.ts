import type { Government } from "../../kernel/index.ts";
import type { ServiceDefinition } from "../catalogue/index.ts";
import { graphs } from "../process/index.ts";
import { privacyFile } from "./edition.ts";

/** Why the newest edition of the law wants a service assessed; nothing for what is not done online. */
export function mustAssess(government: Government) {
  const { assess } = privacyFile.of(government).at(-1)!;
  return ({ form, process, lifeEvents }: ServiceDefinition): { code: string; why: string }[] => {
    if (!form) return [];
    const fields = form.pages.flatMap((page) => page.fields.flatMap((one) => [one, ...(one.fields ?? [])]));
    return assess
      .filter(
        (rule) =>
          rule.lifeEvents.some((event) => lifeEvents.includes(event)) ||
          fields.some(({ id }) => rule.fields.includes(id)) ||
          (process !== undefined &&
            graphs.comesUnseen(process, process.start, (step) => "do" in step && rule.unseen.includes(step.do))),
      )
      .map(({ code, why }) => ({ code, why }));
  };
}
