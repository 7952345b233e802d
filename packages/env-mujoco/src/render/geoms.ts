import type { Simulation } from '../simulation.ts'

const kinds = ['plane', 'hfield', 'sphere', 'capsule', 'ellipsoid', 'cylinder', 'box', 'mesh'] as const

/** Something that can be seen, where it is now. */
export interface Geom {
  readonly kind: (typeof kinds)[number]
  /** The number of its body; 0 is the world, which stands still. */
  readonly body: number
  /** As MuJoCo has it: radius, and half lengths; of a mesh half its box. */
  readonly size: readonly [number, number, number]
  /** Its middle: x, y, z. */
  readonly position: readonly [number, number, number]
  /** Its turn: a matrix of three rows. */
  readonly rotation: readonly number[]
  /** A CSS colour. */
  readonly color: string
}

/** Groups from this one on are hidden, as MuJoCo's viewer hides them. */
const hidden = 3

/** All geoms that can be seen, in the model's order. */
export function geomsOf(simulation: Simulation): Geom[] {
  const types = simulation.constant('geom_type')
  const groups = simulation.constant('geom_group')
  const bodies = simulation.constant('geom_bodyid')
  const sizes = simulation.constant('geom_size')
  const boxes = simulation.constant('geom_aabb')
  const positions = simulation.view('geom_xpos')
  const rotations = simulation.view('geom_xmat')
  const three = (values: ArrayLike<number>, at: number) =>
    [values[at], values[at + 1], values[at + 2]] as [number, number, number]
  const geoms: Geom[] = []
  for (let index = 0; index < types.length; index++) {
    const kind = kinds[types[index] as number]
    const color = colorOf(simulation, index)
    if (kind === undefined || color === undefined || (groups[index] as number) >= hidden) continue
    geoms.push({
      kind,
      body: bodies[index] as number,
      size: kind === 'mesh' ? three(boxes, 6 * index + 3) : three(sizes, 3 * index),
      position: three(positions, 3 * index),
      rotation: Array.from(rotations.subarray(9 * index, 9 * index + 9)),
      color,
    })
  }
  return geoms
}

/** Of its material where it has one; undefined where it can't be seen. */
function colorOf(simulation: Simulation, index: number): string | undefined {
  const material = simulation.constant('geom_matid')[index] as number
  const [colors, at] = material >= 0 ? ['mat_rgba', 4 * material] : ['geom_rgba', 4 * index]
  const [red, green, blue, alpha] = Array.from({ length: 4 }, (_, part) => {
    const value = simulation.constant(colors as string)[(at as number) + part] as number
    return part === 3 ? Math.round(value * 100) / 100 : Math.round(value * 255)
  })
  if (alpha === 0) return undefined
  return alpha === 1 ? `rgb(${red},${green},${blue})` : `rgba(${red},${green},${blue},${alpha})`
}
