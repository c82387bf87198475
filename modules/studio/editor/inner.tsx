import { Button } from "../../../design/index.ts";
import { type Locale, type Say, textIn } from "../../../kernel/index.ts";
import { NewName, partName } from "./fields.tsx";
import { nameOf } from "./reading.ts";
import { isLeaf, isRow, isSmall, type Part, type Path, type Shape, wayOf } from "./shape.ts";

interface Around {
  say: Say;
  locale: Locale;
  /** The address of a place: of its own page. */
  href: (path: Path) => string;
  /** How many findings there are at a place or within it. */
  found: (path: Path) => number;
}

/** The places within a place that are pages of their own: each with what it is called, a way to it, and what can be made of it. */
export function InnerPlaces({ shape, path, value, ...around }: Around & { shape: Shape; path: Path; value: unknown }) {
  if (shape.is === "one-of")
    return <InnerPlaces shape={wayOf(shape.ways, value).shape} path={path} value={value} {...around} />;
  if (shape.is === "parts")
    return (
      <>
        {shape.parts
          .filter((part) => !isLeaf(part.shape) && !isRow(part.shape) && !isSmall(part.shape))
          .map((part) => (
            <section key={part.name} class="places">
              <h2>{partName(around.say, part.name)}</h2>
              <Places
                part={part}
                path={[...path, part.name]}
                value={(value as Record<string, unknown> | undefined)?.[part.name]}
                {...around}
              />
            </section>
          ))}
        {shape.rest && (
          <Places
            part={{ name: "", shape: { is: "named", of: shape.rest, pattern: null }, required: true }}
            path={path}
            value={beside(shape, value)}
            {...around}
          />
        )}
      </>
    );
  return <Places part={{ name: "", shape, required: true }} path={path} value={value} {...around} />;
}

/** What stands beside the parts of a place. */
const beside = ({ parts }: Extract<Shape, { is: "parts" }>, value: unknown): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries((value as object) ?? {}).filter(([name]) => !parts.some((part) => part.name === name)),
  );

function Places({ part, path, value, ...around }: Around & { part: Part; path: Path; value: unknown }) {
  const { say } = around;
  const { shape } = part;
  if (shape.is === "parts" || shape.is === "one-of")
    return value === undefined ? (
      <p class="govuk-button-group">
        {(shape.is === "one-of" ? shape.ways.map(({ name }) => name) : [""]).map((way) => (
          <Button key={way} look="secondary" name="_make" value={`fill:${nameOf(path)}:${way}`}>
            {say("studio.add", { what: partName(say, way || part.name) })}
          </Button>
        ))}
      </p>
    ) : (
      <ul class="outline place-list">
        <Place path={path} value={value} name={partName(say, part.name)} only {...around} />
      </ul>
    );
  const items: [string | number, unknown][] =
    shape.is === "list"
      ? (Array.isArray(value) ? value : []).map((one, i) => [i, one])
      : Object.entries((value as object) ?? {});
  const of = shape.is === "list" || shape.is === "named" ? shape.of : shape;
  return (
    <>
      {items.length > 0 && (
        <ol class="outline place-list">
          {items.map(([key, one], i) => (
            <Place
              key={key}
              path={[...path, key]}
              value={one}
              name={calledOf(one, around.locale) || (typeof key === "string" ? key : String(i + 1))}
              under={typeof key === "string" ? key : undefined}
              first={i === 0}
              last={i === items.length - 1}
              {...around}
            />
          ))}
        </ol>
      )}
      {shape.is === "named" ? (
        <NewName path={nameOf(path)} say={say}>
          <AddButtons of={of} path={path} say={say} />
        </NewName>
      ) : (
        <p class="govuk-button-group">
          <AddButtons of={of} path={path} say={say} />
        </p>
      )}
    </>
  );
}

/** One button, or one for each form that a new place may take. */
function AddButtons({ of, path, say }: { of: Shape; path: Path; say: Say }) {
  const ways = of.is === "one-of" ? of.ways.map(({ name }) => name) : [""];
  return (
    <>
      {ways.map((way) => (
        <Button key={way} look="secondary" name="_make" value={`add:${nameOf(path)}:${way}`}>
          {way ? say("studio.add", { what: partName(say, way) }) : say("studio.add-one")}
        </Button>
      ))}
    </>
  );
}

function Place(
  props: Around & {
    path: Path;
    value: unknown;
    name: string;
    under?: string | undefined;
    first?: boolean;
    last?: boolean;
    only?: boolean;
  },
) {
  const { path, name, under, say, href, found } = props;
  const lang = inNoLanguage(props.value);
  const at = nameOf(path);
  const faults = found(path);
  const act = (what: string, words: string) => (
    <button class="button-link" type="submit" name="_make" value={`${what}:${at}`}>
      {words}
      <span class="govuk-visually-hidden" lang={lang}>
        {" "}
        {name}
      </span>
    </button>
  );
  return (
    <li>
      <a href={href(path)} lang={lang}>
        {name}
      </a>
      {under && under !== name && <code class="origin"> {under}</code>}
      {faults > 0 && <span class="place-faults"> {say("studio.findings", { count: faults })}</span>}
      <span class="place-acts">
        {!props.only && !props.first && act("up", say("studio.up"))}
        {!props.only && !props.last && act("down", say("studio.down"))}
        {!props.only && act("copy", say("studio.copy"))}
        {act("remove", say("studio.remove"))}
      </span>
    </li>
  );
}

/** A title that the file holds in one language only is read out as it stands: which one it is, nobody said. */
export const inNoLanguage = (value: unknown): "zxx" | undefined =>
  typeof (value as { title?: unknown } | null)?.title === "string" ? "zxx" : undefined;

/** What a place is called on the outside: its title, label or text; else its id or code; else the part that only it has. */
export function calledOf(value: unknown, locale: Locale): string {
  if (typeof value !== "object" || value === null) return String(value ?? "");
  const one = value as Record<string, unknown>;
  for (const part of ["title", "label", "text", "task", "each", "name", "id", "code", "use", "from", "to", "when"]) {
    const said = one[part];
    if (part === "task" || part === "each") {
      const inner = said ? calledOf((said as { task?: unknown }).task ?? said, locale) : "";
      if (inner) return inner;
    } else if (typeof said === "string" && said) return said;
    else if (typeof said === "object" && said !== null && !Array.isArray(said)) {
      const words = textIn(said as never, locale);
      if (words) return words;
    }
  }
  return Object.entries(one)
    .slice(0, 2)
    .map(
      ([part, inner]) =>
        `${part}: ${Array.isArray(inner) ? inner.map(String).join(", ") : typeof inner === "object" ? "…" : String(inner)}`,
    )
    .join("; ");
}
