import pino, { type Logger } from "pino";

/**
 * The process's log: JSON lines. Personal data has no business here: code logs ids,
 * codes and counts; what slips through under a telling name is struck out.
 */
export function makeLog(level: string, stream?: pino.DestinationStream): Logger {
  const options: pino.LoggerOptions = {
    level,
    base: undefined,
    redact: {
      paths: [
        "nik",
        "name",
        "email",
        "phone",
        "password",
        "token",
        "cookie",
        "authorization",
        "answers",
        "*.nik",
        "*.email",
        "*.phone",
        "*.password",
        "*.token",
        "*.answers",
        "err.detail",
        "err.parameters",
        "err.where",
      ],
      censor: "[struck out]",
    },
    serializers: { err: plainError },
  };
  return stream ? pino(options, stream) : pino(options);
}

/** Type, code, first line and stack of an error; never the values that a database quotes in its details. */
function plainError(error: Error & { code?: string; table?: string; constraint?: string }) {
  return {
    type: error.name,
    code: error.code,
    message: error.message?.split("\n")[0]?.slice(0, 300),
    table: error.table,
    constraint: error.constraint,
    stack: error.stack?.slice(0, 4000),
  };
}
