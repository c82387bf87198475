import { type Form, field, type RequestContext, refuseFields } from "../../../kernel/index.ts";

/** How many findings one form has room for. */
export const findingLines = 3;

/** A file that is not UTF-8 is told, not guessed at. */
export function fileIn(uploads: RequestContext["uploads"]): { content?: string } {
  const file = uploads.find((one) => one.field === "file" && one.body.length > 0);
  if (!file) return {};
  try {
    return { content: new TextDecoder("utf-8", { fatal: true }).decode(file.body) };
  } catch {
    refuseFields([{ path: "file", messageKey: "onedata.fault.utf8" }]);
  }
}

/** What was answered to findings, by their ids. */
export const answersIn = (form: Form): Record<string, string> =>
  Object.fromEntries(
    Object.keys(form)
      .filter((name) => name.startsWith("answer-"))
      .map((name) => [name.slice(7), field(form, name)]),
  );

export const findingsIn = (form: Form): { place: string; says: string }[] =>
  Array.from({ length: findingLines }, (_, i) => ({
    place: field(form, `place-${i}`),
    says: field(form, `says-${i}`),
  })).filter(({ place, says }) => place !== "" || says !== "");
