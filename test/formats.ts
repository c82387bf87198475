/** The formats that the documents name, told to a validator that knows none. */
export function addFormats(ajv: {
  addFormat(name: string, format: RegExp | ((text: string) => boolean)): unknown;
}): void {
  ajv.addFormat("date", /^\d{4}-\d\d-\d\d$/);
  ajv.addFormat("date-time", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/);
  ajv.addFormat("uuid", /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  ajv.addFormat("uri", (text) => URL.canParse(text));
}
