const required = new Set((process.env.GENCODE_REQUIRE ?? '').split(',').map((name) => name.trim()))

/** Whether `GENCODE_REQUIRE` (a comma-separated list, which `.ci/run` sets) names a part of the machine or of the tests. */
export function isRequired(name: string): boolean {
  return required.has(name)
}

/**
 * Whether the tests that need a real part of the machine (`python`, `chromium`, ...) can run.
 * A missing part is said loudly; it is an error where `GENCODE_REQUIRE` names it.
 */
export function requirePart(name: string, isThere: boolean): boolean {
  if (isThere) return true
  if (isRequired(name)) throw new Error(`GENCODE_REQUIRE names ${name}, but it is not on this machine`)
  console.warn(`SKIPPED: ${name} is not on this machine, so the tests that need it do not run`)
  return false
}
