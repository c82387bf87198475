import { stringify } from "yaml";
import type { FileSet } from "../catalogue/index.ts";

/** What a new service begins with: its name, whose it is, and the questions of the standard still open. */
export function blankService(service: {
  code: string;
  title: { id: string; en: string };
  agency: string;
  office: string;
}): FileSet {
  const none = { id: "", en: "" };
  const open = { text: none, law: "" };
  return {
    "service.yaml": stringify(
      {
        code: service.code,
        version: 1,
        title: service.title,
        summary: none,
        keywords: { id: [], en: [] },
        lifeEvents: [],
        audience: ["citizen"],
        agency: service.agency,
        office: service.office,
        channels: ["online"],
        short: { time: none, cost: none },
        standard: {
          requirements: [open],
          procedure: [none],
          time: { ...open, workingDays: 5 },
          cost: open,
          product: none,
          complaints: none,
          legalBasis: [{ code: "", title: none }],
          facilities: none,
          competence: none,
          internalControl: none,
          staff: none,
          serviceGuarantee: none,
          safetyGuarantee: none,
          evaluation: none,
        },
      },
      { lineWidth: 120 },
    ),
  };
}
