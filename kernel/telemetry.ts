import { SpanStatusCode, trace } from "@opentelemetry/api";

const tracer = trace.getTracer("pendopo");

/** Runs work inside an OpenTelemetry span. Without an SDK loaded this costs next to nothing. */
export async function span<T>(name: string, work: () => Promise<T>): Promise<T> {
  return tracer.startActiveSpan(name, async (open) => {
    try {
      return await work();
    } catch (error) {
      open.setStatus({ code: SpanStatusCode.ERROR, message: (error as Error).name });
      throw error;
    } finally {
      open.end();
    }
  });
}
