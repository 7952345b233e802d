/** What tells one leg from another. */
interface Leg {
  /** Appended to the name of each part. @default '' */
  readonly suffix?: string
  /** Metres from ankle to the middle of the foot. */
  readonly foot: { readonly reach: number; readonly halfLength: number; readonly friction: number }
  /** Further attributes of its geoms. @default '' */
  readonly geom?: string
}

/**
 * The leg of a Hopper or a Walker2d: thigh, leg and foot, each a capsule, on hinges that bend backwards. The lengths are not
 * round: they are differences of the coordinates from which the model first came, and count to the last bit.
 */
export function leg({ suffix = '', foot, geom = '' }: Leg): string {
  const hinge = (part: string, range: string, pos = '0 0 0') =>
    `<joint name="${part}${suffix}_joint" axis="0 -1 0" pos="${pos}" range="${range}"/>`
  const capsule = (part: string, size: string, rest = '') =>
    `<geom name="${part}${suffix}_geom" type="capsule" size="${size}" ${rest} ${geom}/>`
  return `
<body name="thigh${suffix}" pos="0 0 -0.19999999999999996">
  ${hinge('thigh', '-150 0')}
  ${capsule('thigh', '.05 0.22500000000000003', 'pos="0 0 -0.22500000000000009" friction=".9"')}
  <body name="leg${suffix}" pos="0 0 -0.70000000000000007">
    ${hinge('leg', '-150 0', '0 0 .25')}
    ${capsule('leg', '.04 .25', 'friction=".9"')}
    <body name="foot${suffix}" pos="${2 * foot.reach} 0 -.35">
      ${hinge('foot', '-45 45', `${-2 * foot.reach} 0 .1`)}
      ${capsule('foot', `.06 ${foot.halfLength}`, `pos="${-foot.reach} 0 .1" quat="0.70710678118654757 0 -0.70710678118654746 0" friction="${foot.friction}"`)}
    </body>
  </body>
</body>`
}
