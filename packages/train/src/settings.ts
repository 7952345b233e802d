import { TrainError } from './errors.ts'

/** Whether a setting may have a value, and what it is to be, to end a sentence with. */
export type SettingRule = readonly [fits: (value: unknown) => boolean, want: string]

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)

/** A whole number from so much on. */
export const countRule = (least: number): SettingRule => [
  (value) => Number.isSafeInteger(value) && (value as number) >= least,
  `a whole number from ${least}`,
]

/** A number that fits; `want` says which do. */
export const numberRule = (fits: (value: number) => boolean, want: string): SettingRule => [
  (value) => isNumber(value) && fits(value),
  want,
]

export const positiveRule: SettingRule = numberRule((value) => value > 0, 'a positive number')

export const nonNegativeRule: SettingRule = numberRule((value) => value >= 0, 'a number from 0')

/** A number from 0 to 1. */
export const shareRule: SettingRule = numberRule((value) => value >= 0 && value <= 1, 'a number from 0 to 1')

export const switchRule: SettingRule = [(value) => typeof value === 'boolean', 'true or false']

/** One of some words. */
export const wordRule = (...words: readonly string[]): SettingRule => [
  (value) => words.includes(value as string),
  words.map((word) => JSON.stringify(word)).join(' or '),
]

/** Either null or what another rule lets pass. */
export const orNull = ([fits, want]: SettingRule): SettingRule => [
  (value) => value === null || fits(value),
  `${want}, or null`,
]

/** The units of hidden layers. */
export const hiddenRule: SettingRule = [
  (value) => Array.isArray(value) && value.every((units) => Number.isSafeInteger(units) && units > 0),
  'a list of counts, one for each hidden layer',
]

/** A setting that stays as it is, or falls linearly to 0 over the budget. */
export type Schedule = number | { readonly linear: number }

/** A schedule of positive numbers. */
export const scheduleRule: SettingRule = [
  (value) => {
    const start = typeof value === 'object' && value !== null && 'linear' in value ? value.linear : value
    return isNumber(start) && start > 0
  },
  'a positive number, or { linear } with the number that falls to 0 over the budget',
]

/** @param left the share of the budget that is left, 1 to 0 */
export function scheduled(schedule: Schedule, left: number): number {
  return typeof schedule === 'number' ? schedule : schedule.linear * left
}

/**
 * The given settings over the defaults.
 *
 * @param name of the method, to start a sentence with
 * @throws TrainError for a setting that there is not, or whose value does not fit
 */
export function checkedSettings<Settings extends object>(
  name: string,
  defaults: Settings,
  given: Partial<Settings>,
  rules: { readonly [Name in keyof Settings]-?: SettingRule },
): Settings {
  for (const [setting, value] of Object.entries(given)) {
    const rule = Object.hasOwn(rules, setting) ? rules[setting as keyof Settings] : undefined
    if (!rule)
      throw new TrainError(`${name} has no setting ${setting}; it has ${Object.keys(rules).join(', ')}`)
    const [fits, want] = rule
    if (value !== undefined && !fits(value))
      throw new TrainError(`${name}'s ${setting} is ${want}, not ${JSON.stringify(value) ?? String(value)}`)
  }
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  return { ...defaults, ...said }
}
