/** A name that JavaScript takes as it is, but for reserved words. */
export const identifier: RegExp = /^[A-Za-z_$][\w$]*$/
