import { larger, smaller } from './arithmetic'
import { Body } from './body'
import { DynamicTree } from './dynamic-tree'
import { Box, Shape } from './shape'

/** What a surface is like, and what it collides with. */
@unmanaged
export class Surface {
  /** In kg/m²; 0 weighs nothing. */
  density: f32 = 0
  friction: f32 = 0
  restitution: f32 = 0
  /** The categories it belongs to and those it collides with, a bit each. */
  category: u32 = 0
  mask: u32 = 0
}

const before = new Box()
const after = new Box()

/** A shape on a body, with its leaf in the tree. */
@unmanaged
export class Fixture {
  next: Fixture | null = null
  density: f32
  friction: f32
  restitution: f32
  category: u32
  mask: u32
  proxy: i32

  constructor(
    public body: Body,
    public shape: Shape,
    surface: Surface,
    tree: DynamicTree,
  ) {
    this.density = surface.density
    this.friction = surface.friction
    this.restitution = surface.restitution
    this.category = surface.category
    this.mask = surface.mask
    shape.bounds(before, body.x, body.y, body.sine, body.cosine)
    this.proxy = tree.create(before, this)
  }

  shouldCollide(other: Fixture): bool {
    return (this.mask & other.category) !== 0 && (this.category & other.mask) !== 0
  }

  /** Puts its box in the tree around where it was and where its body is. @returns whether the box had to move */
  follow(tree: DynamicTree, fromX: f32, fromY: f32, fromSine: f32, fromCosine: f32): bool {
    const body = this.body
    this.shape.bounds(before, fromX, fromY, fromSine, fromCosine)
    this.shape.bounds(after, body.x, body.y, body.sine, body.cosine)
    after.lowerX = smaller(before.lowerX, after.lowerX)
    after.lowerY = smaller(before.lowerY, after.lowerY)
    after.upperX = larger(before.upperX, after.upperX)
    after.upperY = larger(before.upperY, after.upperY)
    return tree.move(this.proxy, after, body.x - fromX, body.y - fromY)
  }

  free(): void {
    this.shape.free()
    heap.free(changetype<usize>(this))
  }
}
