import { larger, smaller } from './arithmetic'
import { Fixture } from './bodies'
import { boxAhead, boxMargin } from './settings'
import { Box } from './shape'

const none: i32 = -1

/** A leaf holds a fixture; any other node has two children, and its box holds theirs. */
@unmanaged
export class TreeNode extends Box {
  fixture: Fixture | null = null
  /** Of a free node: the next free one. */
  parent: i32 = none
  child1: i32 = none
  child2: i32 = none
  /** 0 of a leaf, -1 of a free node. */
  height: i32 = -1

  get isLeaf(): bool {
    return this.child1 === none
  }
}

function perimeter(lowerX: f32, lowerY: f32, upperX: f32, upperY: f32): f32 {
  return <f32>2 * (upperX - lowerX + (upperY - lowerY))
}

function sizeOf(box: Box): f32 {
  return perimeter(box.lowerX, box.lowerY, box.upperX, box.upperY)
}

function sizeOfBoth(a: Box, b: Box): f32 {
  return perimeter(
    smaller(a.lowerX, b.lowerX),
    smaller(a.lowerY, b.lowerY),
    larger(a.upperX, b.upperX),
    larger(a.upperY, b.upperY),
  )
}

function combine(into: Box, a: Box, b: Box): void {
  into.lowerX = smaller(a.lowerX, b.lowerX)
  into.lowerY = smaller(a.lowerY, b.lowerY)
  into.upperX = larger(a.upperX, b.upperX)
  into.upperY = larger(a.upperY, b.upperY)
}

export function overlap(a: Box, b: Box): bool {
  return !(
    b.lowerX - a.upperX > 0 ||
    b.lowerY - a.upperY > 0 ||
    a.lowerX - b.upperX > 0 ||
    a.lowerY - b.upperY > 0
  )
}

/**
 * A balanced binary tree of boxes, after Presson's btDbvt: a leaf is put where the boxes grow least. The nodes' numbers
 * decide the order in which contacts arise, so they are given as Box2D gives them.
 */
@unmanaged
export class DynamicTree {
  root: i32 = none
  private capacity: i32 = 16
  private firstFree: i32 = none
  private nodes: usize = heap.alloc(16 * offsetof<TreeNode>())

  constructor() {
    this.linkFree(0)
  }

  node(index: i32): TreeNode {
    return changetype<TreeNode>(this.nodes + <usize>index * offsetof<TreeNode>())
  }

  create(box: Box, fixture: Fixture): i32 {
    const leaf = this.allocate()
    const node = this.node(leaf)
    node.lowerX = box.lowerX - boxMargin
    node.lowerY = box.lowerY - boxMargin
    node.upperX = box.upperX + boxMargin
    node.upperY = box.upperY + boxMargin
    node.fixture = fixture
    this.insert(leaf)
    return leaf
  }

  destroy(leaf: i32): void {
    this.remove(leaf)
    this.release(leaf)
  }

  /** @returns whether the box had left the leaf's, which then is a new one, stretched along the move */
  move(leaf: i32, box: Box, moveX: f32, moveY: f32): bool {
    const node = this.node(leaf)
    if (
      node.lowerX <= box.lowerX &&
      node.lowerY <= box.lowerY &&
      box.upperX <= node.upperX &&
      box.upperY <= node.upperY
    )
      return false
    this.remove(leaf)
    const aheadX: f32 = boxAhead * moveX
    const aheadY: f32 = boxAhead * moveY
    node.lowerX = box.lowerX - boxMargin + (aheadX < 0 ? aheadX : 0)
    node.lowerY = box.lowerY - boxMargin + (aheadY < 0 ? aheadY : 0)
    node.upperX = box.upperX + boxMargin + (aheadX < 0 ? 0 : aheadX)
    node.upperY = box.upperY + boxMargin + (aheadY < 0 ? 0 : aheadY)
    this.insert(leaf)
    return true
  }

  free(): void {
    heap.free(this.nodes)
    heap.free(changetype<usize>(this))
  }

  private allocate(): i32 {
    if (this.firstFree === none) {
      const old = this.capacity
      this.capacity = old * 2
      this.nodes = heap.realloc(this.nodes, <usize>this.capacity * offsetof<TreeNode>())
      this.linkFree(old)
    }
    const index = this.firstFree
    const node = this.node(index)
    this.firstFree = node.parent
    node.parent = none
    node.child1 = none
    node.child2 = none
    node.height = 0
    node.fixture = null
    return index
  }

  /** Every node from this one on is free. */
  private linkFree(from: i32): void {
    for (let index = from; index < this.capacity; index++) {
      const node = this.node(index)
      node.parent = index + 1 < this.capacity ? index + 1 : none
      node.height = -1
    }
    this.firstFree = from
  }

  private release(index: i32): void {
    const node = this.node(index)
    node.parent = this.firstFree
    node.height = -1
    this.firstFree = index
  }

  private insert(leaf: i32): void {
    if (this.root === none) {
      this.root = leaf
      this.node(leaf).parent = none
      return
    }
    const sibling = this.bestSibling(this.node(leaf))
    const oldParent = this.node(sibling).parent
    const newParent = this.allocate()
    const parent = this.node(newParent)
    parent.parent = oldParent
    combine(parent, this.node(leaf), this.node(sibling))
    parent.height = this.node(sibling).height + 1
    parent.child1 = sibling
    parent.child2 = leaf
    this.replaceChild(oldParent, sibling, newParent)
    this.node(sibling).parent = newParent
    this.node(leaf).parent = newParent
    this.mend(newParent)
  }

  private bestSibling(leaf: TreeNode): i32 {
    let index = this.root
    while (!this.node(index).isLeaf) {
      const node = this.node(index)
      const together: f32 = sizeOfBoth(node, leaf)
      const here: f32 = <f32>2 * together
      // What each box above would grow by.
      const above: f32 = <f32>2 * (together - sizeOf(node))
      const cost1 = this.costOfDescending(this.node(node.child1), leaf, above)
      const cost2 = this.costOfDescending(this.node(node.child2), leaf, above)
      if (here < cost1 && here < cost2) break
      index = cost1 < cost2 ? node.child1 : node.child2
    }
    return index
  }

  private costOfDescending(child: TreeNode, leaf: TreeNode, above: f32): f32 {
    const together: f32 = sizeOfBoth(leaf, child)
    return child.isLeaf ? together + above : together - sizeOf(child) + above
  }

  private remove(leaf: i32): void {
    if (leaf === this.root) {
      this.root = none
      return
    }
    const parent = this.node(leaf).parent
    const grandParent = this.node(parent).parent
    const sibling = this.node(parent).child1 === leaf ? this.node(parent).child2 : this.node(parent).child1
    this.replaceChild(grandParent, parent, sibling)
    this.node(sibling).parent = grandParent
    this.release(parent)
    this.mend(grandParent)
  }

  /** A parent of none means the root. */
  private replaceChild(parent: i32, old: i32, child: i32): void {
    if (parent === none) this.root = child
    else if (this.node(parent).child1 === old) this.node(parent).child1 = child
    else this.node(parent).child2 = child
  }

  /** From a node up to the root: balances, and sets heights and boxes right. */
  private mend(from: i32): void {
    let index = from
    while (index !== none) {
      index = this.balance(index)
      this.refit(this.node(index))
      index = this.node(index).parent
    }
  }

  private refit(node: TreeNode): void {
    const child1 = this.node(node.child1)
    const child2 = this.node(node.child2)
    combine(node, child1, child2)
    node.height = 1 + max(child1.height, child2.height)
  }

  /** @returns the node that stands where this one stood */
  private balance(index: i32): i32 {
    const node = this.node(index)
    if (node.isLeaf || node.height < 2) return index
    const balance = this.node(node.child2).height - this.node(node.child1).height
    if (balance > 1) return this.rotate(index, node.child2)
    if (balance < -1) return this.rotate(index, node.child1)
    return index
  }

  /** The child goes up, its node takes its place and the lower of its children. */
  private rotate(index: i32, up: i32): i32 {
    const node = this.node(index)
    const child = this.node(up)
    const isFirstTaller = this.node(child.child1).height > this.node(child.child2).height
    const taller = isFirstTaller ? child.child1 : child.child2
    const lower = isFirstTaller ? child.child2 : child.child1
    child.parent = node.parent
    this.replaceChild(child.parent, index, up)
    child.child1 = index
    child.child2 = taller
    node.parent = up
    if (node.child1 === up) node.child1 = lower
    else node.child2 = lower
    this.node(lower).parent = index
    this.refit(node)
    this.refit(child)
    return up
  }
}
