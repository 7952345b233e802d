/** A name that JavaScript takes as it is, but for reserved words. */
export const identifier: RegExp = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u
