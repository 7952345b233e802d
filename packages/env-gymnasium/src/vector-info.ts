import type { Info } from '@gencode/env'

/**
 * Gymnasium's `info` of a vector, columns with masks (`{ speed: [3, 0], _speed: [true, false] }`), by environment:
 * `[{ speed: 3 }, {}]`.
 *
 * @see https://gymnasium.farama.org/api/vector/ VectorEnv._add_info
 */
export function infoRows(info: Info, num: number): Info[] {
  const rows: Info[] = Array.from({ length: num }, () => ({}))
  for (const [key, column] of Object.entries(info)) {
    const mask = info[`_${key}`]
    if (!Array.isArray(mask)) continue
    const values = Array.isArray(column) ? column : infoRows(column as Info, num)
    for (let index = 0; index < num; index++) if (mask[index]) (rows[index] as Info)[key] = values[index]
  }
  return rows
}
