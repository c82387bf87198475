import { desk } from "./desk.tsx";
import { form } from "./form.tsx";
import { framed } from "./frame.tsx";
import { home } from "./home.tsx";
import { verdict } from "./verdict.tsx";

const pages = { home, form, desk, verdict };

/** Every page of the gallery by its name, as HTML. */
export function galleryPages(assets: { style: string; script: string }): Map<string, string> {
  return new Map(Object.entries(pages).map(([name, given]) => [name, framed(given, assets)]));
}
