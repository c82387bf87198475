/** The command was used wrongly, or something outside is not as it needs it: told in a sentence that says what to do. */
export class UsageFault extends Error {
  override name = "UsageFault";
}

/** A whole number that was given as an option. */
export function wholeNumber(text: string, name: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isInteger(value) || value < least || value > most)
    throw new UsageFault(`${name} takes a whole number from ${least} to ${most}, not "${text}".`);
  return value;
}
