import { forms } from "../../forms/index.ts";
import { citeHint, type Find, lawless, nearest } from "./finding.ts";
import { grantsUnseen } from "./later.ts";
import { parametersIn } from "./lint-kinds.ts";
import { isOnline, type ServiceDefinition } from "./schema.ts";

/** What may be brought after the hand-in: for which questions, until when, by which law, and what happens when it does not come. */
export function lintLater(service: ServiceDefinition, find: Find): void {
  const parameters = parametersIn(service);
  service.form?.pages.forEach((page, p) => {
    page.fields.forEach((field, f) => {
      const later = forms.laterOf(field);
      if (!later) return;
      const at = ["pages", p, "fields", f, "later"];
      const { workingDays, law, why, late, pause } = later;
      if (!["photo", "files"].includes(field.type))
        find("form", at, `"${field.id}" takes no file: only a photo or files can be brought later`);
      if (!field.required && !field.requiredIf)
        find("form", at, `"${field.id}" may be left empty: who has nothing to give need not bring it later`);
      if (typeof workingDays === "string") {
        const values = Object.hasOwn(parameters, workingDays) ? parameters[workingDays]!.values : null;
        if (!values)
          find(
            "form",
            [...at, "workingDays"],
            `"${workingDays}" is no parameter of decisions.yaml`,
            nearest(workingDays, Object.keys(parameters)),
          );
        for (const { value } of values ?? [])
          if (!(typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 250))
            find("form", [...at, "workingDays"], `"${workingDays}" is ${value} once: give it whole days from 1 to 250`);
      }
      const cites = lawless(service, law);
      if (cites) find("form", [...at, "law"], cites, citeHint);
      if (!law && !why) find("form", at, `"${field.id}" may be brought later without a law: say \`law\` or \`why\``);
      if (late && !law)
        find("form", [...at, "late"], `"${field.id}" ends something without a law. A limit that does cites the law`);
      if (!isOnline(service)) return;
      if (late && !Object.hasOwn(service.process.steps, late))
        find("form", [...at, "late"], `"${late}" is not a step of the process`);
      if (!late && grantsUnseen(service, service.process.start))
        find(
          "form",
          at,
          `"${field.id}" may never come, and no officer would see it: the rules alone can decide here`,
          "Say with `late` to which step the case then goes",
        );
      if (!pause && service.remedies?.deemed)
        find(
          "form",
          at,
          `the law would decide while "${field.id}" is still awaited`,
          "Add `pause: true`: its clock counts from what is complete",
        );
    });
  });
}
