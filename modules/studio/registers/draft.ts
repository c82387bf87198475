import { type RequestContext, textIn } from "../../../kernel/index.ts";
import { stewardship } from "../../registers/index.ts";
import { lookups } from "../../registry/index.ts";
import { changed, held } from "../editor/edit.ts";
import { changesOf } from "../editor/reading.ts";
import { type Path, pathOf, shapeAt, shapeOf } from "../editor/shape.ts";
import { type Finding, findingsOf } from "../findings.ts";

/** What may stand in a register's file. */
export const registerShape = shapeOf(stewardship.schema);

/** The draft of the address. */
export async function openedRegister({ ask, params, locale }: Pick<RequestContext, "ask" | "params" | "locale">) {
  const kept = await ask(stewardship.byId, { id: params.draft ?? "" });
  const said = held(kept.file) as { title?: unknown } | null;
  return { ...kept, title: textIn(said?.title as never, locale) || kept.code, findings: findingsOf(kept.faults) };
}
export type RegisterDraft = Awaited<ReturnType<typeof openedRegister>>;

export const isOpen = ({ state }: Pick<RegisterDraft, "state">): boolean =>
  ["draft", "returned", "approved"].includes(state);

/** The place that an address asks for, in the text as it is kept. */
export function placeOf({ query }: Pick<RequestContext, "query">, { file }: { file: string }) {
  const whole = held(file);
  const path: Path = pathOf(query.di ?? "");
  return { path, whole, shape: whole === null ? null : shapeAt(registerShape, path, whole) };
}

/** The text with what was typed at a place: its fields, or the whole text. Throws Unreadable. */
export function typedOver(
  { file }: { file: string },
  { path, whole, shape }: ReturnType<typeof placeOf>,
  form: RequestContext["form"],
  more: Parameters<typeof changed>[1] = [],
): string {
  if (typeof form._text === "string") return form._text.replace(/\r\n/g, "\n");
  return shape ? changed(file, [...changesOf(shape, path, whole, form), ...more]) : file;
}

/** Words that may be chosen where the file names something of the government. */
export function choicesOf(
  { world, locale, say }: RequestContext,
  published: readonly { code: string; title: unknown }[],
) {
  const { agencies } = world.government;
  const agency = agencies.map(({ code, name }) => ({ value: code, text: textIn(name, locale) }));
  return {
    keeper: agency,
    owner: agency,
    list: lookups
      .codeListsOf(world.government)
      .map(({ list, title }) => ({ value: list, text: textIn(title, locale) })),
    to: [
      ...["person", "business", "region"].map((value) => ({ value, text: say(`studio.link.${value}`) })),
      ...published.map(({ code, title }) => ({ value: code, text: textIn(title as never, locale) })),
    ],
  };
}

export type { Finding };
