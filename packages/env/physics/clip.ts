/** A corner of a side that is being clipped, and what it comes from. */
@unmanaged
export class ClipPoint {
  x: f32 = 0
  y: f32 = 0
  feature: u32 = 0
}

/** What a feature's number says of each shape: the index of a corner, or of a side. */
export const corner: u32 = 0
export const side: u32 = 1

/** Names a feature of two shapes by an index and a kind of each. */
export function feature(indexA: i32, indexB: i32, kindA: u32, kindB: u32): u32 {
  return <u32>indexA | ((<u32>indexB) << 8) | (kindA << 16) | (kindB << 24)
}

/** The same feature with the shapes in the other order. */
export function swapped(name: u32): u32 {
  return ((name & 0x00ff00ff) << 8) | ((name >> 8) & 0x00ff00ff)
}

/** The two ends of the side that is clipped, after each of the two clippings. */
export const start1 = new ClipPoint()
export const start2 = new ClipPoint()
const middle1 = new ClipPoint()
const middle2 = new ClipPoint()
export const end1 = new ClipPoint()
export const end2 = new ClipPoint()

export function setPoint(point: ClipPoint, x: f32, y: f32, name: u32): void {
  point.x = x
  point.y = y
  point.feature = name
}

function copy(into: ClipPoint, from: ClipPoint): void {
  setPoint(into, from.x, from.y, from.feature)
}

/** Clips the side from `start1` to `start2` at both ends of a face, into `end1` and `end2`. @returns whether anything is left */
export function clipBoth(
  normalX: f32,
  normalY: f32,
  offset1: f32,
  index1: i32,
  offset2: f32,
  index2: i32,
): bool {
  return (
    clip(middle1, middle2, start1, start2, -normalX, -normalY, offset1, index1) &&
    clip(end1, end2, middle1, middle2, normalX, normalY, offset2, index2)
  )
}

/** Sutherland and Hodgman's, of two points at one line. @returns whether two are left */
function clip(
  out1: ClipPoint,
  out2: ClipPoint,
  in1: ClipPoint,
  in2: ClipPoint,
  normalX: f32,
  normalY: f32,
  offset: f32,
  index: i32,
): bool {
  const distance1: f32 = normalX * in1.x + normalY * in1.y - offset
  const distance2: f32 = normalX * in2.x + normalY * in2.y - offset
  let count: i32 = 0
  if (distance1 <= 0) {
    copy(out1, in1)
    count = 1
  }
  if (distance2 <= 0) {
    copy(count === 0 ? out1 : out2, in2)
    count++
  }
  if (distance1 * distance2 < 0) {
    const share: f32 = distance1 / (distance1 - distance2)
    const x: f32 = in1.x + share * (in2.x - in1.x)
    const y: f32 = in1.y + share * (in2.y - in1.y)
    setPoint(count === 0 ? out1 : out2, x, y, feature(index, (in1.feature >> 8) & 0xff, corner, side))
    count++
  }
  return count === 2
}
