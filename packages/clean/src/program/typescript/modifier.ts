/** A word that TypeScript takes before a member of a class, or before a parameter of its constructor. */
export const modifier: RegExp = /^(?:public|private|protected|readonly|override|abstract|declare)$/
