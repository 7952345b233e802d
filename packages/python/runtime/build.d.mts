/** The text of src/prelude/statements.ts. */
export function buildRuntime(): string
