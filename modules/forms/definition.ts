import { type AnyField, type FieldType, type Form, listOf, partsOf, registerOf } from "./field.ts";

type Path = readonly (string | number)[];
/** What is wrong with a form's definition, and where it stands in its file. */
export interface Finding {
  path: Path;
  says: string;
}
/** An expression of a form, where it stands, and the names that it may read besides those given by the host. */
export interface Placed {
  text: string;
  path: Path;
  names: readonly string[];
}

/** Kinds of answer that tell who or where somebody is: each must say why it is asked. */
const personal: ReadonlySet<FieldType> = new Set([
  "nik",
  "phone",
  "email",
  "address",
  "photo",
  "files",
  "signature",
  "person",
  "point",
  "area",
] satisfies FieldType[]);

const needs: Partial<Record<FieldType, (field: AnyField) => string | false>> = {
  choice: (field) => !field.options && !listOf(field) && "needs options, or a list they come from",
  choices: (field) => !field.options && !listOf(field) && "needs options, or a list they come from",
  group: (field) => partsOf(field).length === 0 && "is a group without fields",
  table: (field) => partsOf(field).length === 0 && "is a table without fields",
  fact: (field) => !registerOf(field) && "is a fact without a register",
  appointment: (field) => !field.errand && "is an appointment without an errand",
  computed: (field) => !field.value && "is computed from nothing: give it a value",
};

/** What the schema of a form cannot see. `given` are the host's names, `lists` its code lists, `errands` what offices see people for. */
export function findingsIn(
  form: Form,
  host: {
    given?: readonly string[];
    lists?: ReadonlySet<string> | undefined;
    errands?: readonly string[] | undefined;
  } = {},
): Finding[] {
  const { lists, errands } = host;
  const names = new Set(host.given);
  const found: Finding[] = [];
  const look = (field: AnyField, path: Path) => {
    const find = (says: string) => found.push({ path: [...path, "id"], says: `${field.id} ${says}` });
    const lack = needs[field.type]?.(field);
    if (lack) find(lack);
    if (personal.has(field.type) && !field.purpose) find("is personal: a personal answer needs a purpose");
    if (field.errand && errands && !errands.includes(field.errand))
      find(`is an appointment for ${field.errand}, which no office sees people for`);
    const from = listOf(field);
    if (from && lists && !lists.has(from.list)) find(`is answered from ${from.list}, a list that there is not`);
    const parts = new Set<string>();
    partsOf(field).forEach((part, i) => {
      const at = [...path, "fields", i];
      if (parts.has(part.id)) found.push({ path: [...at, "id"], says: `${part.id} is there twice` });
      parts.add(part.id);
      look(part, at);
    });
  };
  form.pages.forEach((page, p) => {
    page.fields.forEach((field, f) => {
      const at = ["pages", p, "fields", f];
      if (names.has(field.id)) found.push({ path: [...at, "id"], says: `${field.id} is there twice` });
      names.add(field.id);
      look(field, at);
    });
  });
  return found;
}

/** Every expression of a form in the order of its file. A page's conditions see the pages up to it. */
export function expressionsIn(form: Form): Placed[] {
  const found: Placed[] = [];
  const put = (text: string | undefined, path: Path, names: readonly string[]) => {
    if (text !== undefined) found.push({ text, path, names });
  };
  const look = (field: AnyField, path: Path, names: readonly string[]) => {
    if ("show" in field) put(field.show, [...path, "show"], names);
    put(field.requiredIf, [...path, "requiredIf"], names);
    put(field.value, [...path, "value"], names);
    put(field.check?.holds, [...path, "check", "holds"], [...names, "value"]);
    const inner = [...names, ...partsOf(field).map(({ id }) => id)];
    partsOf(field).forEach((part, i) => {
      look(part, [...path, "fields", i], inner);
    });
  };
  const names: string[] = [];
  form.pages.forEach((page, p) => {
    put(page.show, ["pages", p, "show"], [...names]);
    names.push(...page.fields.map(({ id }) => id));
    page.fields.forEach((field, f) => {
      look(field, ["pages", p, "fields", f], [...names]);
    });
    page.rules?.forEach(({ holds, at }, r) => {
      put(holds, ["pages", p, "rules", r, "holds"], [...names]);
      put(
        at,
        ["pages", p, "rules", r, "at"],
        page.fields.map(({ id }) => id),
      );
    });
  });
  form.rules?.forEach(({ holds, at }, r) => {
    put(holds, ["rules", r, "holds"], names);
    put(at, ["rules", r, "at"], names);
  });
  return found;
}
