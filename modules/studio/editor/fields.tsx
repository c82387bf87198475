import type { ComponentChildren } from "preact";
import { Button, Fieldset, Select, Textarea, TextInput } from "../../../design/index.ts";
import type { Say } from "../../../kernel/index.ts";
import { nameOf } from "./reading.ts";
import { isLeaf, isRow, isSmall, type Part, type Path, type Shape } from "./shape.ts";

interface Around {
  say: Say;
  /** What is wrong at a place, by its path as text. */
  wrong: ReadonlyMap<string, string>;
  /** Words that may be chosen at a part of this name: offices of the government, steps of the process. */
  choices?: Readonly<Record<string, Choices>>;
}
type Choices = readonly { value: string; text: string }[];

/** What a part is called, in words; a part that has none yet by its own name. */
export function partName(say: Say, name: string): string {
  const key = `studio.part.${name}`;
  const words = say(key);
  return words === key ? name : words;
}

/** The fields of one place: each leaf as a field, a handful that belongs together as one set of fields. */
export function PlaceFields({
  parts,
  path,
  value,
  ...around
}: Around & { parts: readonly Part[]; path: Path; value: unknown }) {
  return (
    <>
      {parts.map((part) => {
        const at = [...path, part.name];
        const inner = (value as Record<string, unknown> | undefined)?.[part.name];
        if (isLeaf(part.shape)) return <Leaf key={part.name} part={part} at={at} value={inner} {...around} />;
        if (isRow(part.shape)) {
          const { of } = part.shape;
          return (
            <Fieldset key={part.name} legend={partName(around.say, part.name)}>
              {Object.entries((inner as object | undefined) ?? {}).map(([name, one]) => (
                <Leaf
                  key={name}
                  part={{ name, shape: of, required: true }}
                  at={[...at, name]}
                  value={one}
                  offered={around.choices?.[part.name]}
                  {...around}
                />
              ))}
              <NewName path={nameOf(at)} say={around.say}>
                <Button look="secondary" name="_make" value={`add:${nameOf(at)}:`}>
                  {around.say("studio.add-one")}
                </Button>
              </NewName>
            </Fieldset>
          );
        }
        if (!isSmall(part.shape)) return null;
        return (
          <Fieldset key={part.name} legend={partName(around.say, part.name)}>
            {part.shape.parts.map((one) => (
              <Leaf
                key={one.name}
                part={one}
                at={[...at, one.name]}
                value={(inner as Record<string, unknown> | undefined)?.[one.name]}
                {...around}
              />
            ))}
          </Fieldset>
        );
      })}
    </>
  );
}

/** Where something of the designer's own name is added, with the buttons that add it. */
export const NewName = ({ path, say, children }: { path: string; say: Say; children: ComponentChildren }) => (
  <p class="govuk-button-group">
    <input
      class="govuk-input govuk-input--width-10"
      id={`new:${path}`}
      name={`_new:${path}`}
      aria-label={say("studio.name-of-new")}
      placeholder={say("studio.name-of-new")}
    />{" "}
    {children}
  </p>
);

/** Names of things of the same file: they are offered, and another may be typed that is yet to be made. */
const open = new Set(["next", "to", "late", "start", "decision", "outcomes"]);

function Leaf({
  part,
  at,
  value,
  say,
  wrong,
  choices,
  offered = choices?.[part.name],
}: Around & { part: Part; at: Path; value: unknown; offered?: Choices | undefined }) {
  const name = nameOf(at);
  const label = partName(say, part.name);
  const common = {
    id: name,
    name,
    label: part.required ? label : `${label} (${say("studio.optional")})`,
    error: wrong.get(name),
  };
  if (part.shape.is === "words")
    return <BothLanguages {...common} value={value} say={say} wrong={wrong} long={isLong(value, part.name)} />;
  if (offered && part.shape.is === "text" && (open.has(part.name) || at.at(-2) === "outcomes"))
    return (
      <>
        <TextInput {...common} value={text(value)} list={`${name}-list`} />
        <datalist id={`${name}-list`}>
          {offered.map((one) => (
            <option key={one.value} value={one.value}>
              {one.text}
            </option>
          ))}
        </datalist>
      </>
    );
  if (offered && part.shape.is === "text")
    return (
      <Select
        {...common}
        value={text(value)}
        options={[{ value: "", text: say("studio.choose") }, ...withOwn(offered, text(value))]}
      />
    );
  switch (part.shape.is) {
    case "choice":
      return <Select {...common} value={text(value ?? part.standard)} options={options(part.shape, part, say)} />;
    case "yes-no": {
      const standard =
        part.standard === undefined
          ? []
          : [{ value: "", text: say("studio.standard", { value: say(part.standard ? "studio.yes" : "studio.no") }) }];
      return (
        <Select
          {...common}
          value={value === undefined ? (standard.length > 0 ? "" : "no") : value ? "yes" : "no"}
          options={[...standard, { value: "yes", text: say("studio.yes") }, { value: "no", text: say("studio.no") }]}
        />
      );
    }
    case "list":
      return (
        <Textarea
          {...common}
          hint={say("studio.one-a-line")}
          lang="zxx"
          rows={4}
          value={Array.isArray(value) ? value.join("\n") : ""}
        />
      );
    case "number":
      return <TextInput {...common} kind="number" width={10} value={text(value ?? "")} />;
    default: {
      const long = text(value).length > 60 || (part.shape.is === "text" && part.shape.expression);
      return long ? (
        <Textarea {...common} rows={2} value={text(value)} />
      ) : (
        <TextInput {...common} value={text(value)} />
      );
    }
  }
}

const text = (value: unknown): string =>
  value === undefined || value === null || typeof value === "object" ? "" : String(value);
const isLong = (value: unknown, name: string): boolean =>
  ["summary", "intro", "body", "hint", "message", "text"].includes(name) ||
  Object.values((value as object) ?? {}).some((one) => String(one).length > 60);
/** A word that the file holds is offered even where the government does not know it: a finding says so. */
const withOwn = (offered: readonly { value: string; text: string }[], own: string) =>
  own === "" || offered.some(({ value }) => value === own) ? offered : [...offered, { value: own, text: own }];

const options = (shape: Extract<Shape, { is: "choice" }>, part: Part, say: Say) => [
  ...(part.required || part.standard !== undefined ? [] : [{ value: "", text: say("studio.choose") }]),
  ...shape.options.map((value) => ({
    value,
    text: partName(say, `${part.name}.${value}`).replace(`${part.name}.`, ""),
  })),
];

function BothLanguages(props: {
  id: string;
  label: string;
  error?: string | undefined;
  value: unknown;
  long: boolean;
  say: Say;
  wrong: ReadonlyMap<string, string>;
}) {
  const { id, label, value, say, long, wrong } = props;
  const of = (language: "id" | "en") =>
    typeof value === "string" ? value : text((value as Record<string, unknown> | undefined)?.[language]);
  return (
    <fieldset class="govuk-fieldset both-languages">
      <legend class="govuk-fieldset__legend">{label}</legend>
      {(["id", "en"] as const).map((language) => {
        const one = {
          id: `${id}.${language}`,
          name: `${id}.${language}`,
          label: say(`studio.language.${language}`),
          error: wrong.get(`${id}.${language}`) ?? (language === "id" ? props.error : undefined),
          value: of(language),
          lang: language,
        };
        return long ? <Textarea key={language} {...one} rows={3} /> : <TextInput key={language} {...one} />;
      })}
    </fieldset>
  );
}
