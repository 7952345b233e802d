/** The parts of a model besides its bodies, each as MJCF. */
interface Parts {
  /** What angles are in. @default 'degree' */
  readonly angle?: 'degree' | 'radian'
  /** Kilograms that all bodies are scaled to. @default as their shapes and densities say */
  readonly totalMass?: number
  /** Attributes of `option`. */
  readonly option: string
  /** What holds for every joint, geom and motor that doesn't say otherwise. */
  readonly defaults: string
  /** Geoms and bodies. */
  readonly world: string
  readonly tendons?: string
  /** Joint and gear of each motor, in the order of the action. */
  readonly motors: readonly (readonly [joint: string, gear: number])[]
  /** How far each number of the action goes. @default 1 */
  readonly motorLimit?: number
}

/**
 * A model in MuJoCo's format. Without a size MuJoCo keeps several megabytes for each simulation; these models need a tenth
 * of what is named here.
 *
 * @see https://mujoco.readthedocs.io/en/stable/XMLreference.html
 */
export function model(name: string, parts: Parts): string {
  const { angle = 'degree', totalMass, option, defaults, world, tendons, motors, motorLimit = 1 } = parts
  const mass = totalMass === undefined ? '' : ` settotalmass="${totalMass}"`
  return `<mujoco model="${name}">
<compiler angle="${angle}"${mass}/>
<option ${option}/>
<size memory="500K"/>
<default>${defaults}</default>
<worldbody>${world}</worldbody>
${tendons === undefined ? '' : `<tendon>${tendons}</tendon>`}
<actuator>
${motors.map(([joint, gear]) => `<motor name="${joint}" joint="${joint}" gear="${gear}" ctrllimited="true" ctrlrange="${-motorLimit} ${motorLimit}"/>`).join('\n')}
</actuator>
</mujoco>`
}

/** A ground in the plane of x and y. */
export function floor(attributes = ''): string {
  return `<geom name="floor" type="plane" size="40 40 1" condim="3" rgba=".86 .88 .9 1" ${attributes}/>`
}

/**
 * The three joints of a body that moves in the plane of x and z.
 *
 * @param height where its frame is, which counts as 0 of `rootz` unless `counted`
 */
export function planarRoot(height: number, isCounted: boolean): string {
  const loose = 'armature="0" damping="0" stiffness="0" limited="false"'
  const origin = isCounted ? `pos="0 0 ${-height}"` : ''
  return `
<joint name="rootx" type="slide" axis="1 0 0" ${origin} ${loose}/>
<joint name="rootz" type="slide" axis="0 0 1" ${origin} ${isCounted ? `ref="${height}"` : ''} ${loose}/>
<joint name="rooty" axis="0 1 0" ${loose}/>`
}

/** Where the shapes of one side stand out from those of the other. */
export const otherSide = '.75 .45 .3 1'
