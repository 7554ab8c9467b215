/** Every failure the engine reports. `code` is a name from core/data/codes.def, or one of this file's own. */
export class ThroughlineError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** The WebAssembly core could not be fetched, compiled or instantiated. What still works: the plain list. */
export class StartError extends ThroughlineError {
  constructor(message: string, cause?: unknown) {
    super("cannot start", message, { cause });
  }
}

/** The caller asked the engine to stop, or destroyed it in mid-work. */
export class CancelledError extends ThroughlineError {
  constructor(what: string) {
    super("cancelled", `${what} was cancelled before it had finished.`);
  }
}

/** A source could not be read over the network. */
export class SourceError extends ThroughlineError {
  constructor(message: string, cause?: unknown) {
    super("unreadable source", message, { cause });
  }
}

/** What to tell about anything that was thrown, typed or not. */
export function asThroughlineError(thrown: unknown): ThroughlineError {
  if (thrown instanceof ThroughlineError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new ThroughlineError("internal", message, { cause: thrown });
}
