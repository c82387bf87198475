import { TextInput, type Typed } from "./text-input.tsx";
import { Textarea } from "./textarea.tsx";

export interface PlaceWords {
  /** How the picker is used by keyboard, for those who hear the page. */
  picker: string;
  nearer: string;
  farther: string;
  here: string;
  undo: string;
}

/**
 * A place in degrees, "-6.9147, 107.6098"; with `many` its corners, one a line. The text is the answer; `places.js`
 * puts a small picker above it, drawn by us, that needs no map of anybody else's.
 */
export function PlaceInput({
  bounds,
  many,
  words,
  ...field
}: Typed & { bounds: readonly number[]; many?: boolean; words: PlaceWords }) {
  return (
    <div
      class="place-input"
      data-for={field.id}
      data-bounds={bounds.join()}
      data-many={many}
      data-picker={words.picker}
      data-nearer={words.nearer}
      data-farther={words.farther}
      data-here={words.here}
      data-undo={words.undo}
    >
      {many ? <Textarea {...field} rows={5} /> : <TextInput {...field} width={20} />}
    </div>
  );
}
