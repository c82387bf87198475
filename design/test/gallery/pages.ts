import { desk } from "./desk.tsx";
import { fields } from "./fields.tsx";
import { form } from "./form.tsx";
import { framed } from "./frame.tsx";
import { home } from "./home.tsx";
import { pieces } from "./pieces.tsx";
import { verdict } from "./verdict.tsx";

const pages = { home, form, desk, verdict, fields, pieces };

/** Every page of the gallery by its name, as HTML. */
export function galleryPages(asset: (name: string) => string): Map<string, string> {
  return new Map(Object.entries(pages).map(([name, given]) => [name, framed(given, asset)]));
}
