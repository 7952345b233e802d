import { larger, rotatedX, rotatedY, smaller } from './arithmetic'
import { maxCorners, skin } from './settings'

/** A box along the axes. */
@unmanaged
export class Box {
  lowerX: f32 = 0
  lowerY: f32 = 0
  upperX: f32 = 0
  upperY: f32 = 0
}

/**
 * An edge of two corners, or a convex polygon whose corners go round counterclockwise, in its body's coordinates.
 * Corners and the outward normals of the sides behind them lie in memory as pairs of numbers.
 */
@unmanaged
export class Shape {
  corners: usize = heap.alloc(maxCorners << 3)
  normals: usize = heap.alloc(maxCorners << 3)
  count: i32 = 0
  isEdge: bool = false
  centroidX: f32 = 0
  centroidY: f32 = 0

  x(index: i32): f32 {
    return load<f32>(this.corners + ((<usize>index) << 3))
  }

  y(index: i32): f32 {
    return load<f32>(this.corners + ((<usize>index) << 3), 4)
  }

  normalX(index: i32): f32 {
    return load<f32>(this.normals + ((<usize>index) << 3))
  }

  normalY(index: i32): f32 {
    return load<f32>(this.normals + ((<usize>index) << 3), 4)
  }

  setCorner(index: i32, x: f32, y: f32): void {
    store<f32>(this.corners + ((<usize>index) << 3), x)
    store<f32>(this.corners + ((<usize>index) << 3), y, 4)
  }

  setNormal(index: i32, x: f32, y: f32): void {
    store<f32>(this.normals + ((<usize>index) << 3), x)
    store<f32>(this.normals + ((<usize>index) << 3), y, 4)
  }

  /** The index of the corner after this one. */
  next(index: i32): i32 {
    return index + 1 < this.count ? index + 1 : 0
  }

  /** The index of the corner before this one. */
  before(index: i32): i32 {
    return index > 0 ? index - 1 : this.count - 1
  }

  /** The corner that lies farthest in a direction. */
  support(directionX: f32, directionY: f32): i32 {
    let best: i32 = 0
    let bestValue: f32 = this.x(0) * directionX + this.y(0) * directionY
    for (let index = 1; index < this.count; index++) {
      const value: f32 = this.x(index) * directionX + this.y(index) * directionY
      if (value > bestValue) {
        best = index
        bestValue = value
      }
    }
    return best
  }

  /** The box around the shape with its skin, where a transform puts it. */
  bounds(into: Box, atX: f32, atY: f32, sine: f32, cosine: f32): void {
    let lowerX: f32 = rotatedX(sine, cosine, this.x(0), this.y(0)) + atX
    let lowerY: f32 = rotatedY(sine, cosine, this.x(0), this.y(0)) + atY
    let upperX: f32 = lowerX
    let upperY: f32 = lowerY
    for (let index = 1; index < this.count; index++) {
      const x: f32 = rotatedX(sine, cosine, this.x(index), this.y(index)) + atX
      const y: f32 = rotatedY(sine, cosine, this.x(index), this.y(index)) + atY
      lowerX = smaller(lowerX, x)
      lowerY = smaller(lowerY, y)
      upperX = larger(upperX, x)
      upperY = larger(upperY, y)
    }
    into.lowerX = lowerX - skin
    into.lowerY = lowerY - skin
    into.upperX = upperX + skin
    into.upperY = upperY + skin
  }

  free(): void {
    heap.free(this.corners)
    heap.free(this.normals)
    heap.free(changetype<usize>(this))
  }
}

export function edge(x1: f32, y1: f32, x2: f32, y2: f32): Shape {
  const shape = new Shape()
  shape.isEdge = true
  shape.count = 2
  shape.setCorner(0, x1, y1)
  shape.setCorner(1, x2, y2)
  return shape
}
