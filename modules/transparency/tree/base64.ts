/** The bytes of a text in base64, null unless it is written in the one way that they are: else a note could be said in many. */
export function exactBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : null;
}
